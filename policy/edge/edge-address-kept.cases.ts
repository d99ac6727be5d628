import { cases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./edge-address-kept";

const rule = (more: Props): { props: Props } => ({ props: { portRange: "443", target: "edge", ...more } });

export default cases(policy, {
  passing: [
    { title: "has one of its own", ...rule({ ipAddress: "198.51.100.7", loadBalancingScheme: "EXTERNAL_MANAGED" }) },
  ],
  failing: [
    { title: "takes any", ...rule({ loadBalancingScheme: "EXTERNAL_MANAGED" }), at: ["ipAddress"] },
    { title: "takes any, of the classic kind by omission", ...rule({}), at: ["ipAddress"] },
  ],
  unknown: [
    { title: "has one that is made with it", ...rule({ ipAddress: Unknown }) },
    { title: "takes its kind from a new resource", ...rule({ loadBalancingScheme: Unknown }) },
  ],
  notApplicable: [{ title: "stays inside", ...rule({ loadBalancingScheme: "INTERNAL_MANAGED" }) }],
});
