// What must compile, so that the others fail for their own reason.
import {
  type AdmissionArgs,
  Anyone,
  Attestor,
  type Capability,
  Edge,
  type Environment,
  EventType,
  ForeignWorkload,
  GitHub,
  People,
  ScheduledEvent,
  Service,
  SigningKey,
  Trigger,
  Workflow,
} from "../../../components";
import { events, on, onceInMemory, publisher, receiver, worker } from "../../../contract";

declare const environment: Environment;
const image = "registry.example.dev/iam";

const later = Service.later("audit", environment);
const iam = new Service("iam", { environment, image, can: [later.call().as("LOG")] });
new Service(later, { environment, image, can: [iam.call(), later.call()] });
const registry = new Service("registry", { environment, image, exposure: "edge", memory: "1Gi", can: [iam.call()] });
new Service("keys", { environment, image, exposure: Anyone.because("publishes public keys") });
const next = new Service("next", { environment, image, exposure: "edge" });
new Edge("edge", {
  environment,
  routes: {
    [environment.host("registry")]: [
      { when: { headers: { "x-canary": { present: true } } }, to: next },
      {
        split: [
          { to: registry, percent: 90 },
          { to: next, percent: 10 },
        ],
      },
    ],
    [environment.host("images")]: { redirectTo: environment.host("registry"), permanently: true },
  },
});
const routing = environment.regions.length > 1 ? "native" : "regional";
new Service("keys", { environment, image, routing, release: "v1" });
new Service("models", { environment, image, routing: "regional", traffic: { v1: 100 }, perRegion: {} });
export const handed: Capability<"grant" | "variables"> = iam.call();
export const waitedFor = registry.nodes.services.get("us-east4")?.urn;

const topic = "projects/registry-dev/topics/image-pulled";
const orderBy = ({ repository }: { repository: string }) => repository;
const pulled = publisher(events.imagePulled, { topic, source: "/registry", orderBy });
const base = { repository: "base", digest: "sha256:0", actor: "ada", region: "us-east4" };
export const message: Promise<string> = pulled.publish({ data: { ...base, tag: "1" }, subject: "base:1" });
const changed = on(events.policyChanged, async ({ data }) => console.log(data.changes[0]?.role.length));
export const receive = receiver([changed, on(events.imagePulled, async () => {})], { once: onceInMemory() });
export const working = worker(events.imagePulled, {
  subscription: "projects/registry-dev/subscriptions/image-pulled",
  once: onceInMemory(),
  handler: async ({ data, time }) => console.log(data.region.length, time.getTime()),
});

const changes = new EventType("policy-changed", { environment, declaration: events.policyChanged });
new Trigger("notify", { environment, on: changes, to: iam, filter: { subject: { prefix: "team/" } } });
const change = { repository: "app", actor: "ada", changes: [{ subject: "b", role: "reader", granted: true }] };
new ScheduledEvent("nightly", { environment, type: changes, schedule: "0 0 * * *", data: change });

const imageKey = new SigningKey("signing", { environment });
const group = "group:support@example.dev";
export const support = new People("support", { environment, group, can: [iam.call(), imageKey.verify()] });
const account = "billing@other-project.iam.gserviceaccount.com";
new ForeignWorkload("billing", { environment, account, because: "bills pulls", can: [iam.call()] });
const github = new GitHub("github", { environment, owner: 1, repository: 2 });
const [built, tested] = [new Attestor("built"), new Attestor("tested", { versions: ["1", "2"], signing: "2" })];
export const decided: AdmissionArgs[] = [
  { attestedBy: [built, tested], exempt: ["europe-docker.pkg.dev/registry-shared/tools/**"] },
  { from: ["europe-docker.pkg.dev/registry-shared/**"], mode: "preview" },
];
new Workflow("build", { environment, github, file: "build.yml", branch: "main", can: [built.attest()] });
new Workflow("release", { environment, github, file: "release.yml", branch: "main", can: [imageKey.sign()] });
