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

// A GPU: its most is said, and what goes with it is not less.
new Service("a", { environment, image, gpu: "nvidia-l4" }); // TS2345
new Service("a", { environment, image, gpu: "nvidia-l4", scaling: { max: 1 }, cpu: 2 }); // TS2345
new Service("a", { environment, image, gpu: "nvidia-t4", scaling: { max: 1 } }); // TS2322
new Job("a", { environment, image, gpu: "nvidia-l4" }); // TS2353

// Beside a service: no port of their own, nothing of what it can do. What a region may have of its own is not all of it.
new Service("a", { environment, image, sidecars: { b: { image, port: 8080 } } }); // TS2353
new Service("a", { environment, image, sidecars: { b: { image, can: [service.call()] } } }); // TS2353
new Service("a", { environment, image, sidecars: { b: { image, probes: { startup: { path: "/" } } } } }); // TS2322
new Service("a", { environment, image, perRegion: { "us-east4": { port: 80 } } }); // TS2353
new Service("a", { environment, image, perRegion: { "us-east9": { image } } }); // TS2353
new Service("a", { environment, image, egress: "nat" }); // TS2322
new Service("a", { environment, image, scratch: { "/cache": "64MB" } }); // TS2322
