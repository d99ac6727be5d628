import { policy } from "../policy";
import { Unknown } from "../values";

const switches = ["exportCustomRoutes", "importCustomRoutes"];

export default policy({
  name: "network-routes-own",
  refuses: "a peering that exchanges routes beside those of subnets",
  because:
    "whoever may add a route on the other side then decides where this network's traffic goes, and this side's ways out are theirs",
  fix: "leave exportCustomRoutes and importCustomRoutes out, or set them to false; subnets are exchanged all the same",
  severity: "high",
  applies: [
    "gcp:compute/networkPeering:NetworkPeering",
    "gcp:compute/networkPeeringRoutesConfig:NetworkPeeringRoutesConfig",
  ],
  check({ props }, { violation, unknown }) {
    for (const property of switches)
      if (props[property] === Unknown) unknown(property);
      else if (props[property] === true) violation(property, "is true");
  },
});
