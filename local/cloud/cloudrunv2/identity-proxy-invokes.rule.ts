/** Google's identity proxy finds out who calls, and then calls the service with an identity of its own. */
import type { DefectRule } from "../rule";
import { agentOf } from "../serviceaccount/accounts";
import { whyNotInvoked } from "./invocation";
import { regionsOf } from "./regions";

export const identityProxyInvokes: DefectRule = {
  name: "identity-proxy-invokes",
  demands: "The agent of a service's identity proxy may invoke the service.",
  answer: "Accepted. Cloud Run answers 403 to everybody whom the proxy lets in.",
  sources: ["https://docs.cloud.google.com/run/docs/securing/identity-aware-proxy-cloud-run"],
  types: ["gcp:cloudrunv2/service:Service"],
  inspect(service, world) {
    if (service.inputs.iapEnabled !== true) return undefined;
    const agent = agentOf(world, String(service.inputs.project), "iap");
    const [why] = regionsOf(service.inputs).flatMap((region) => whyNotInvoked(world, { service, region }, agent) ?? []);
    return why && `whoever passes its identity proxy is answered 403: ${why}`;
  },
};
