/** A balancer sends requests to whatever service an endpoint group names, and shows it no identity. */
import { whyNotInvoked } from "../cloudrunv2/invocation";
import { serviceIn } from "../cloudrunv2/regions";
import { holders } from "../references";
import type { DefectRule } from "../rule";
import { agentOf } from "../serviceaccount/accounts";
import { objectOf, textOf } from "../typed";

export const endpointGroupAnswered: DefectRule = {
  name: "endpoint-group-answered",
  demands: "The Cloud Run service that an endpoint group names exists, and lets a load balancer in.",
  answer: "Accepted. The balancer answers every request with 404, or passes on the service's 403.",
  sources: [
    "no source found of what a balancer answers for a service that is not there: a group names it by text alone",
    "https://cloud.google.com/run/docs/securing/ingress",
    "https://cloud.google.com/run/docs/authenticating/public",
  ],
  types: ["gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup"],
  inspect(group, world) {
    const { inputs } = group;
    const name = textOf(objectOf(inputs.cloudRun).service);
    if (name === undefined) return undefined; // a URL mask names what a request names
    const region = String(inputs.region);
    const service = serviceIn(world, String(inputs.project), region, name);
    if (!service) return `a balancer finds nobody behind it: there is no service ${name} in ${region}`;
    if (service.inputs.ingress === "INGRESS_TRAFFIC_INTERNAL_ONLY")
      return `a balancer is not let in: ${service.id} takes internal requests alone; set ingress to INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER`;
    if (service.inputs.iapEnabled === true) return undefined; // identity-proxy-invokes
    const proxied = holders(world, group).some((backend) => objectOf(backend.inputs.iap).enabled === true);
    const why = whyNotInvoked(
      world,
      { service, region },
      proxied ? agentOf(world, String(inputs.project), "iap") : undefined,
    );
    const who = proxied ? "whoever passes the backend's identity proxy is" : "a balancer's requests are";
    return why && `${who} answered 403: ${why}, or set invokerIamDisabled`;
  },
};
