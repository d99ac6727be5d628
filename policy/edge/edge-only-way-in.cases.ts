import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./edge-only-way-in";

const service = (more: Props = {}): CaseResource => ({
  type: "gcp:cloudrunv2/service:Service",
  name: "registry",
  props: { name: "registry", location: "europe-west1", ingress: "INGRESS_TRAFFIC_ALL", ...more },
});
const group = (named: Value = "registry", more: Props = {}): CaseResource => ({
  type: "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
  name: "group",
  props: { region: "europe-west1", cloudRun: { service: named }, ...more },
  madeFrom: { cloudRun: ["registry"] },
});
const inSeveral = (...regions: Value[]): Props => ({ location: "global", multiRegionSettings: { regions } });
const at = ["ingress"];

export default stackCases(policy, {
  passing: [
    {
      title: "is reached by the load balancer alone",
      stack: [service({ ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" }), group()],
    },
    { title: "is behind no load balancer", stack: [service(), { ...group("tokens"), madeFrom: {} }] },
    { title: "is another region's", stack: [service({ location: "us-east4" }), group()] },
    { title: "is in several regions, and another's", stack: [service(inSeveral("us-east4", "us-west1")), group()] },
    { title: "asks the identity proxy", stack: [service({ iapEnabled: true }), group()] },
  ],
  failing: [
    { title: "lets everyone in", stack: [service(), group()], at },
    { title: "says nothing of it", stack: [service({ ingress: "" }), group()], at },
    {
      title: "lets everyone in for a reason",
      stack: [service({ annotations: { "flotilla.dev/public-because": "shows everyone the status page" } }), group()],
      at,
    },
    { title: "is made in this run", stack: [service({ name: Unknown }), group(Unknown)], at },
    { title: "is in several regions", stack: [service(inSeveral("europe-west1", "us-east4")), group()], at },
  ],
  unknown: [
    { title: "takes ingress from a new resource", stack: [service({ ingress: Unknown }), group()] },
    { title: "has a region that is not known yet", stack: [service({ location: Unknown }), group()] },
    { title: "is in regions that are not known yet", stack: [service(inSeveral(Unknown)), group()] },
  ],
});
