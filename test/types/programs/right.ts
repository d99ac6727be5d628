// What must compile, so that the others fail for their own reason.
import {
  Anyone,
  type Capability,
  Edge,
  type Environment,
  EventType,
  ScheduledEvent,
  Service,
  Trigger,
} from "../../../components";
import { events } from "../../../contract";

declare const environment: Environment;
const image = "registry.example.dev/iam";

const later = Service.later("audit", environment);
const iam = new Service("iam", { environment, image, can: [later.call().as("LOG")] });
new Service(later, { environment, image, can: [iam.call(), later.call()] });
const registry = new Service("registry", { environment, image, exposure: "edge", memory: "1Gi", can: [iam.call()] });
new Service("keys", { environment, image, exposure: Anyone.because("publishes public keys") });
new Edge("edge", { environment, routes: { [environment.host("registry")]: registry } });
export const handed: Capability<"grant" | "variables"> = iam.call();
export const waitedFor = registry.nodes.services.get("us-east4")?.urn;

const changes = new EventType("policy-changed", { environment, declaration: events.policyChanged });
new Trigger("notify", { environment, on: changes, to: iam, filter: { subject: { prefix: "team/" } } });
const change = { repository: "app", actor: "ada", changes: [{ subject: "b", role: "reader", granted: true }] };
new ScheduledEvent("nightly", { environment, type: changes, schedule: "0 0 * * *", data: change });
