import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-firewalled";

export default cases(policy, {
  passing: [{ title: "has one", props: { loadBalancingScheme: "EXTERNAL_MANAGED", securityPolicy: "edge" } }],
  failing: [
    { title: "has none", props: { loadBalancingScheme: "EXTERNAL_MANAGED" }, at: ["securityPolicy"] },
    { title: "has none, and is classic by omission", props: {}, at: ["securityPolicy"] },
    {
      title: "has an empty one",
      props: { loadBalancingScheme: "EXTERNAL", securityPolicy: "" },
      at: ["securityPolicy"],
    },
  ],
  unknown: [
    { title: "is given a new one", props: { loadBalancingScheme: "EXTERNAL_MANAGED", securityPolicy: Unknown } },
  ],
  notApplicable: [{ title: "stays inside", props: { loadBalancingScheme: "INTERNAL_MANAGED" } }],
});
