// What must not compile. Each line that ends in «TS» and numbers must be refused with exactly those errors.
import {
  type AdmissionArgs,
  Attestor,
  Bucket,
  type Capability,
  Cron,
  Database,
  EncryptionKey,
  type Environment,
  Files,
  ForeignWorkload,
  GitHub,
  Job,
  People,
  Secret,
  Service,
  SigningKey,
  Workflow,
} from "../../../components";

declare const environment: Environment;
const image = "registry.example.dev/iam";
const images = { psql: "postgres:17-alpine", proxy: "cloud-sql-proxy:2" };
const catalog = new Database("catalog", { environment, images, databases: ["catalog", "audit"] });
const layers = new Bucket("layers", { environment });
const signing = new SigningKey("signing", { environment });
const salt = new Secret("salt", { environment, value: "a grain" });
const models = new Files("models", { environment });
const job = new Job("report", { environment, image });
const because = "everyone pulls public images";

// Reading an address, a name, a value or a key from what has them.
catalog.connectionName; // TS2339
catalog.nodes.instance.privateIpAddress; // TS2339
layers.endpoint; // TS2339
salt.value; // TS2339
signing.keyId; // TS2339
job.nodes.job.uri; // TS2339

// A database, a level, a version, a size, a replica, a day or a flag that is none.
catalog.connect("admin"); // TS2345
catalog.connect({ users: "readonly" }); // TS2353
catalog.connect({ audit: "admin" }); // TS2322
new Database("a", { environment, images, version: "14" }); // TS2322
new Database("a", { environment, images, databases: [] }); // TS2322
new Database("a", { environment, images, size: "large" }); // TS2322
new Database("a", { environment, images, size: { cpu: 2 } }); // TS2322
new Database("a", { environment, images, replicas: ["us-east9"] }); // TS2820
new Database("a", { environment, images, maintenance: { day: 8, hour: 3 } }); // TS2322
new Database("a", { environment, images, flags: { work_mem: 8192 } }); // TS2322
new Database("a", { environment, images, sleep: "0 19 * * *" }); // TS2322
new Database("a", { environment, images, copyOf: { instance: "b", at: "yesterday" } }); // TS2322
new Database("a", { environment, images, copyOf: { instance: layers } }); // TS2322
new Database("a", { environment, images, transform: { instance: { name: "b" } } }); // TS2353
new Database("a", { environment, images, tier: "db-f1-micro" }); // TS2353
new Database("a", { environment }); // TS2345

// A bucket's place, time, page or public host that is none.
new Bucket("a", { environment, location: "europe" }); // TS2322
new Bucket("a", { environment, lifecycle: [{ id: "old", deleteAfter: 30 }] }); // TS2322
new Bucket("a", { environment, lock: [{ id: "keep", keepFor: "always" }] }); // TS2322
new Bucket("a", { environment, cors: [{ origins: ["*"], methods: ["GET"] }] }); // TS2322
new Bucket("a", { environment, cors: [{ origins: ["https://app.example.dev"], methods: ["POST"] }] }); // TS2322
new Bucket("a", { environment, domain: { host: "a.example.dev" } }); // TS2741
new Bucket("a", { environment, domain: "a.example.dev" }); // TS2322
new Bucket("a", { environment, rotation: "daily" }); // TS2322
new Bucket("a", { environment, transform: { bucket: { name: "b" } } }); // TS2353

// A key that signs with a version it has not, or with one of several that nobody named.
new SigningKey("a", { environment, versions: ["1", "2"], signing: "3" }); // TS2322
new SigningKey("a", { environment, versions: ["1", "2"] }); // TS2322
new SigningKey("a", { environment, signing: "1" }); // TS2345
new SigningKey("a", { environment, versions: [], signing: "1" }); // TS2322
new SigningKey("a", { environment, algorithm: "HS256" }); // TS2820
new EncryptionKey("a", { environment, rotation: 90 }); // TS2322
signing.encrypt(); // TS2339
new EncryptionKey("a", { environment }).sign(); // TS2339

// A secret of two sources, of none, or read in a way that is none.
new Secret("a", { environment, value: "b", generated: {} }); // TS2345
new Secret("a", { environment, generated: {}, addedByHand: { what: because } }); // TS2345
new Secret("a", { environment }); // TS2345
new Secret("a", { environment, addedByHand: {} }); // TS2741
salt.read("volume"); // TS2769

// Files that are mounted nowhere, as somebody who is none, or read by name; a bucket whose name others were told.
models.read("models"); // TS2345
models.write("/models", { user: "ada" }); // TS2322
models.write({ user: 1000 }); // TS2345
models.bucket; // TS2339
new Files("a", { environment, location: "EU" }); // TS2353
new Files("a", { environment, transform: { bucket: { name: "b" } } }); // TS2353

// A socket that is none, a part that a connection has not, and a proxy beside what ends or has no container.
const socket = { socket: true } as const;
catalog.connect("readonly", {}); // TS2345
catalog.connect("readonly", { socket: "/cloudsql" }); // TS2322
catalog.connect("readonly", { socket: { gpu: "nvidia-l4" } }); // TS2353
catalog.connect("readonly", { socket: true, variables: { PGPASSWORD: "password" } }); // TS2322
new Job("a", { environment, image, can: [catalog.connect("owner", socket)] }); // TS2322
new Database("a", { environment, images, migrations: { image, can: [catalog.connect("owner", socket)] } }); // TS2322
new People("a", { environment, group: "group:support@example.dev", can: [catalog.connect("readonly", socket)] }); // TS2322
export const socketAsGrant: Capability<"grant" | "variables"> = catalog.connect("readonly", socket); // TS2322

// A job or a clock that is none.
new Job("a", { environment, image, runs: "always" }); // TS2322
new Job("a", { environment, image, exposure: "edge" }); // TS2353
new Job("a", { environment, image, timeout: 600 }); // TS2322
new Job("a", { environment, image, transform: { job: { location: "us-east4" } } }); // TS2353
new Cron("a", { environment, schedule: "0 3 * * *", runs: "report" }); // TS2322
new Cron("a", { environment, runs: job }); // TS2345
new Cron("a", { environment, schedule: "0 3 * * *", runs: new Service("b", { environment, image }) }); // TS2739

// A capability that delivers more than its holder takes.
export const secretAsGrant: Capability<"grant"> = salt.read(); // TS2322
export const fileAsSecret: Capability<"grant" | "secrets"> = salt.read("file"); // TS2322
export const keysAsGrant: Capability<"grant"> = signing.verify(); // TS2322
export const folderAsVariables: Capability<"grant" | "variables"> = models.read("/models"); // TS2322
export const bucketAsVariables: Capability<"grant" | "variables"> = layers.read(); // TS2322
new Database("a", { environment, images, migrations: { image, can: [{}] } }); // TS2739
salt.read().as("salt"); // TS2345

// A caller without a container has nowhere to put a secret, a token or a file; and people are a group, not a service account.
const group = "group:support@example.dev";
const account = "billing@other-project.iam.gserviceaccount.com";
new People("a", { environment, group, can: [salt.read()] }); // TS2322
new People("a", { environment, group, can: [salt.read("file")] }); // TS2322
new People("a", { environment, group, can: [layers.read()] }); // TS2322
new People("a", { environment, group, can: [models.read("/models")] }); // TS2322
new People("a", { environment, group: `serviceAccount:${account}`, can: [job.run()] }); // TS2322
new ForeignWorkload("a", { environment, account, because, can: [salt.read()] }); // TS2322
new ForeignWorkload("a", { environment, account, can: [job.run()] }); // TS2345

// A workflow is known by numbers and runs of one sort, and is handed no secret either.
const github = new GitHub("github", { environment, owner: 1, repository: 2 });
const runs = { environment, github, file: "smoke.yml", branch: "main" } as const;
new GitHub("a", { environment, owner: "example", repository: 2 }); // TS2322
new Workflow("a", { ...runs, can: [salt.read()] }); // TS2322
new Workflow("a", { ...runs, can: [salt.read("file")] }); // TS2322
new Workflow("a", { ...runs, can: [layers.write()] }); // TS2322
new Workflow("a", { ...runs, can: [models.write("/models")] }); // TS2322
new Workflow("a", { environment, github, file: "smoke.yml", can: [job.run()] }); // TS2345
new Workflow("a", { ...runs, pullRequests: true, can: [job.run()] }); // TS2345
new Workflow("a", { ...runs, file: "smoke", can: [job.run()] }); // TS2322

// Images are attested by attestors, or kept in places; what nobody attests is exempted from nothing.
const built = new Attestor("built");
const folder = "europe-docker.pkg.dev/registry-shared/**";
export const byName: AdmissionArgs = { attestedBy: ["built"] }; // TS2322
export const byNobody: AdmissionArgs = { attestedBy: [] }; // TS2322
export const byBoth: AdmissionArgs = { attestedBy: [built], from: [folder] }; // TS2322
export const exemptOfNothing: AdmissionArgs = { from: [folder], exempt: [folder] }; // TS2322
export const triedOut: AdmissionArgs = { from: [folder], mode: "dry-run" }; // TS2322
export const pastIt: AdmissionArgs = { from: [folder], breakglass: because }; // TS2353
new Service("a", { environment, image, breakglass: because }); // TS2353
new Attestor("a", { versions: ["1", "2"], signing: "3" }); // TS2322
new Attestor("a", { versions: ["1", "2"] }); // TS2345
