// What must not compile of work that nobody asks for. Each line that ends in «TS» and numbers must be refused so.
import { Cron, type Environment, Job, Service, WorkerPool } from "../../../components";

declare const environment: Environment;
const image = "registry.example.dev/iam";

// Workers: how many there are is said, where it can be; they have no address and nobody is granted to call them.
new WorkerPool("a", { environment, image }); // TS2345
new WorkerPool("a", { environment, image, instances: "2" }); // TS2322
new WorkerPool("a", { environment, image, instances: { "us-east9": 2 } }); // TS2353
new WorkerPool("a", { environment, image, instances: 2, port: 8080 }); // TS2353
new WorkerPool("a", { environment, image, instances: 2, probes: { liveness: { path: "/" } } }); // TS2322
new WorkerPool("a", { environment, image, instances: 2, transform: { pool: { scaling: {} } } }); // TS2353
const workers = new WorkerPool("a", { environment, image, instances: 2 });
workers.call(); // TS2339
workers.uri; // TS2339

// A clock runs a job or calls a service, and not both; what it calls asks who calls.
const job = new Job("clean-up", { environment, image });
const service = new Service("audit", { environment, image });
const open = new Service("registry", { environment, image, exposure: "edge" });
const nightly = { environment, schedule: "0 3 * * *" };
new Cron("a", { ...nightly }); // TS2345
new Cron("a", { ...nightly, runs: job, calls: service }); // TS2345
new Cron("a", { ...nightly, runs: service }); // TS2739
new Cron("a", { ...nightly, runs: job, path: "/tick" }); // TS2322
new Cron("a", { ...nightly, calls: open }); // TS2322
new Cron("a", { ...nightly, calls: service, path: "tick" }); // TS2322
