// What must compile, so that the others fail for their own reason.
import * as pulumi from "@pulumi/pulumi";
import {
  Bucket,
  type Capability,
  Cron,
  Database,
  EncryptionKey,
  type Environment,
  Files,
  Job,
  ObjectEvents,
  People,
  Secret,
  Service,
  SigningKey,
  WorkerPool,
} from "../../../components";

declare const environment: Environment;
const image = "registry.example.dev/iam";
const images = { psql: "postgres:17-alpine", proxy: "cloud-sql-proxy:2" };

const catalog = new Database("catalog", {
  environment,
  images,
  databases: ["catalog", "audit"],
  version: "18",
  size: { cpu: 2, memory: "8Gi" },
  replicas: ["us-east4"],
  maintenance: { day: 7, hour: 3 },
  migrations: { image, command: ["migrate"] },
  sleep: { schedule: "0 19 * * *", timeZone: "Europe/Brussels" },
});
new Database("restored", { environment, images, copyOf: { instance: catalog, at: "2026-11-27T10:00:00Z" } });
const layers = new Bucket("layers", {
  environment,
  lifecycle: [{ id: "old", deleteAfter: "30d" }],
  lock: [{ id: "keep", keepFor: "ever" }],
  cors: [{ origins: ["https://app.example.dev"], methods: ["GET"] }],
  domain: { host: environment.host("layers"), because: "everyone pulls public images" },
});
const signing = new SigningKey("signing", { environment, versions: ["2026-11", "2027-05"], signing: "2027-05" });
new SigningKey("plain", { environment, algorithm: "ES384" });
const exports_ = new EncryptionKey("exports", { environment, rotation: "30d" });
const salt = new Secret("salt", { environment, value: pulumi.secret("a grain") });
new Secret("uploads", { environment, generated: { length: 64, generation: 2 } });
export const todo = new Secret("sign-in", { environment, addedByHand: { what: "the client secret" } }).todo?.how;

const report = new Job("report", {
  environment,
  image,
  runs: "on-change",
  timeout: "24h",
  can: [catalog.connect({ audit: "readonly" }), layers.write(), exports_.decrypt(), salt.read("file")],
});
new Cron("nightly", { environment, schedule: "0 3 * * *", runs: report });
const can = [catalog.connect("readonly"), layers.read().as("IMAGES"), signing.sign(), salt.read(), report.run()];
new Service("registry", { environment, image, can });

const libpq = { PGHOST: "host", PGUSER: "user", PGDATABASE: "database", PGOPTIONS: "options" } as const;
const bySocket = catalog.connect("readonly", { socket: true, variables: libpq });
new Service("rest", { environment, image, can: [bySocket.as("DB")] });
const roomy = catalog.connect({ audit: "owner" }, { socket: { cpu: "500m", memory: "512Mi" } });
new WorkerPool("tidy", { environment, image, instances: 1, can: [roomy] });
export const besides: Capability<"grant" | "variables" | "sidecars"> = bySocket;

const models = new Files("models", { environment });
new Service("infer", { environment, image, can: [models.read("/models", { user: 1000 }), salt.read("file")] });
new WorkerPool("score", { environment, image, instances: 1, can: [models.read("/models").as("WEIGHTS")] });
new Job("train", { environment, image, can: [models.write("/models")] });
new People("science", { environment, group: "group:science@example.dev", can: [models.read()] });
new ObjectEvents("trained", { environment, bucket: models });
export const mounts: Capability<"grant" | "variables" | "folders"> = models.write("/models");

export const verifies: Capability<"variables"> = signing.verify();
export const encrypts: Capability<"grant" | "variables"> = exports_.encrypt();
export const reads: Capability<"grant" | "files"> = salt.read("file");
export const published: pulumi.Output<{ kid: string }[]> = signing.publicKeys;
export const waitedFor = [
  catalog.nodes.instance.urn,
  catalog.nodes.replicas.get("us-east4")?.urn,
  report.nodes.job.urn,
];
