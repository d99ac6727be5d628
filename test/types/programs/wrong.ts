// What must not compile. Each line that ends in «TS» and numbers must be refused with exactly those errors.
import {
  Anyone,
  Capability,
  Edge,
  type Environment,
  EventType,
  Job,
  Later,
  Recorder,
  ScheduledEvent,
  Service,
  Trigger,
} from "../../../components";
import { events, on, publisher, worker } from "../../../contract";

declare const environment: Environment;
const image = "registry.example.dev/iam";
const iam = new Service("iam", { environment, image });
const registry = new Service("registry", { environment, image, exposure: "edge" });
const open = new Service("open", { environment, image, exposure: Anyone.because("publishes public keys") });

// Reading an address, an account or a cloud's own object from a service.
iam.uri; // TS2339
iam.nodes.services.get("us-east4")?.uri; // TS2339
iam.nodes.account.email; // TS2339

// Calling what does not ask IAM who calls; routing to what the edge cannot reach.
registry.call(); // TS2684
open.call(); // TS2684
new Edge("edge", { environment, routes: { "a.example.dev": iam } }); // TS2322
new Edge("edge", { environment, routes: { "a.example.dev": open } }); // TS2322
const halves = {
  split: [
    { to: registry, percent: 50 },
    { to: iam, percent: 50 },
  ],
} as const;
new Edge("edge", { environment, routes: { "a.example.dev": halves } }); // TS2322
new Edge("edge", { environment, routes: { "a.example.dev": [{ when: {}, to: registry }] } }); // TS2322

const previewed = { attacks: { sqli: "preview" } } as const;
new Edge("edge", { environment, routes: { "a.example.dev": registry }, firewall: previewed }); // TS2322
const cvesTried = { attacks: { cves: { mode: "preview" } } } as const;
new Edge("edge", { environment, routes: { "a.example.dev": registry }, firewall: cvesTried }); // TS2322

const routes = { "a.example.dev": registry };
new Edge("edge", { environment, routes, errorPages: { "a.example.dev": { "600": "a.html" } } }); // TS2353
new Edge("edge", { environment, routes, errorPages: { "a.example.dev": { "3xx": "a.html" } } }); // TS2353

// A property that is none, a unit that is none, an exposure outside the union, with every inference of the exposure.
new Service("a", { environment, image, memry: "1Gi" }); // TS2561
new Service("a", { environment, image, exposure: "edge", memry: "1Gi" }); // TS2561
new Service("a", { environment, image, memory: "1GB" }); // TS2322
new Service("a", { environment, image, timeout: "5 minutes" }); // TS2322
new Service("a", { environment, image, exposure: "public" }); // TS2322
new Service("a", { environment, image, exposure: { because: "I say so" } }); // TS2353
new Service("a", { environment, image, cpu: 3 }); // TS2322
new Service("a", { environment, image, cpu: 0.5 }); // TS2322
new Service("a", { environment, image, protocol: "h2" }); // TS2322
new Service("a", { environment, image, cpu: "250m", concurrency: 80 }); // TS2345
new Job("a", { environment, image, cpu: "250m" }); // TS2322
new Service("a", { environment, image, regions: ["us-east9"] }); // TS2820
new Service("a", { environment, image, routing: "global" }); // TS2322
new Service("a", { environment, image, routing: "native", traffic: { v1: 100 } }); // TS2345
new Service("a", { environment, image, routing: "native", perRegion: { "us-east4": { scaling: { min: 1 } } } }); // TS2345
new Service("a", { environment, image, probes: { startup: { path: "healthz" } } }); // TS2322
new Service("a", { environment, image, transform: { service: { ingres: "all" } } }); // TS2353
new Service("a", { environment, image, transform: { service: { name: "b" } } }); // TS2353

// A capability that nobody gave, or that is not called for.
export const forged: Capability<"grant"> = { as: () => forged }; // TS2739
export const grantAlone: Capability<"grant"> = iam.call(); // TS2322
new Capability({}, "IAM"); // TS1362 TS2673
new Service("a", { environment, image, can: [iam.call] }); // TS2322
new Service("a", { environment, image, can: [{}] }); // TS2739
iam.call().as("log"); // TS2345

// A public service without a reason; a service named first, made by hand.
new Anyone("a reason"); // TS2673
new Service("a", { environment, image, exposure: Anyone }); // TS2322
new Later("audit", environment); // TS1362

// Data that does not fit its type: sent, or expected by who handles it.
const topic = "projects/registry-dev/topics/image-pulled";
const pulled = publisher(events.imagePulled, { topic, source: "/registry" });
const base = { repository: "base", digest: "sha256:0", actor: "ada", region: "us-east4" };
pulled.publish({ data: { ...base, region: 4 } }); // TS2322
pulled.publish({ data: { ...base, tag: null } }); // TS2322
pulled.publish({ data: { repository: "base", digest: "sha256:0", actor: "ada" } }); // TS2741
pulled.publish({ data: { ...base, regoin: "us-east4" } }); // TS2561
pulled.publish({ data: base, type: events.imagePushed.type }); // TS2353
publisher(events.imagePulled, { topic, source: "/registry", orderBy: ({ bytes }) => String(bytes) }); // TS2339
on(events.imagePulled, async ({ data }) => console.log(data.bytes)); // TS2339
worker(events.policyChanged, { subscription: "", once: pulled, handler: async () => {} }); // TS2741

// An event whose data does not fit its type; a consumer that nobody may call; a reader that is one person.
const type = new EventType("policy-changed", { environment, declaration: events.policyChanged });
const timed = { environment, type, schedule: "0 0 * * *" };
new ScheduledEvent("a", { ...timed, data: { repository: "app", actor: "ada" } }); // TS2741
new ScheduledEvent("a", { ...timed, data: { repository: "app", actor: "ada", changes: [{ subject: "b" }] } }); // TS2739
new ScheduledEvent("a", { ...timed, data: { repository: 5, actor: "ada", changes: [] } }); // TS2322
new ScheduledEvent("a", { ...timed, data: { repository: "app", actor: "ada", changes: [], at: "now" } }); // TS2353
new Trigger("a", { environment, on: type, to: registry }); // TS2322
new Trigger("a", { environment, on: events.policyChanged, to: iam }); // TS2322
new Trigger("a", { environment, on: type, to: iam, filter: { type: "b" } }); // TS2353
new Trigger("a", { environment, on: type, to: iam, path: "events" }); // TS2322
new Recorder("a", { environment, records: [type], readers: ["user:ada@example.dev"] }); // TS2322
new EventType("a", { environment, declaration: { type: "dev.example.a.b" } }); // TS2739
