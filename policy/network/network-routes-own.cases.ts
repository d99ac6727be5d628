import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./network-routes-own";

const type = "gcp:compute/networkPeering:NetworkPeering";
const config = "gcp:compute/networkPeeringRoutesConfig:NetworkPeeringRoutesConfig";

export default cases(policy, {
  passing: [
    { title: "exchanges subnets alone", type, props: { network: "main", peerNetwork: "tools" } },
    {
      title: "says so of a peering that Google made",
      type: config,
      props: { peering: "servicenetworking-googleapis-com", exportCustomRoutes: false, importCustomRoutes: false },
    },
  ],
  failing: [
    {
      title: "takes the routes of a network of tools",
      type,
      props: { network: "main", peerNetwork: "tools", importCustomRoutes: true },
      at: ["importCustomRoutes"],
    },
    {
      title: "lets a managed service answer beyond the network",
      type: config,
      props: { peering: "servicenetworking-googleapis-com", exportCustomRoutes: true, importCustomRoutes: false },
      at: ["exportCustomRoutes"],
    },
  ],
  unknown: [{ title: "takes it from elsewhere", type, props: { importCustomRoutes: Unknown } }],
});
