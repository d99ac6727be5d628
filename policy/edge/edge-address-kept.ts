import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";

export default policy({
  name: "edge-address-kept",
  refuses: "a load balancer whose address is lent to it",
  because:
    "the address is another one as soon as the rule is replaced, while the name still leads to the old one, which somebody else " +
    "may have by then",
  fix: "make a compute.GlobalAddress, and set ipAddress to it (Flotilla's Edge does)",
  severity: "medium",
  applies: "gcp:compute/globalForwardingRule:GlobalForwardingRule",
  check({ props: { ipAddress, loadBalancingScheme } }, { violation, unknown }) {
    const isOutside =
      loadBalancingScheme === Unknown ? Unknown : /^EXTERNAL/.test(String(loadBalancingScheme ?? "EXTERNAL"));
    if (isOutside === false) return "not applicable";
    if (ipAddress !== Unknown && isSet(ipAddress)) return undefined;
    if (ipAddress === Unknown || isOutside === Unknown) unknown("ipAddress");
    else violation("ipAddress", "is not set");
    return undefined;
  },
});
