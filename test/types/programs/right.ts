// What must compile, so that the others fail for their own reason.
import { Anyone, type Capability, Edge, type Environment, Service } from "../../../components";

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
