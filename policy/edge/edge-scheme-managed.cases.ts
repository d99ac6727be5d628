import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-scheme-managed";

const backend = "gcp:compute/backendService:BackendService";
const rule = "gcp:compute/globalForwardingRule:GlobalForwardingRule";

export default cases(policy, {
  passing: [
    { title: "is a managed backend", type: backend, props: { loadBalancingScheme: "EXTERNAL_MANAGED" } },
    { title: "is a managed rule", type: rule, props: { loadBalancingScheme: "EXTERNAL_MANAGED" } },
    { title: "leads to Google's APIs, for which the scheme is empty", type: rule, props: { loadBalancingScheme: "" } },
  ],
  failing: [
    { title: "is a classic backend by omission", type: backend, props: {}, at: ["loadBalancingScheme"] },
    {
      title: "is a classic rule",
      type: rule,
      props: { loadBalancingScheme: "EXTERNAL" },
      at: ["loadBalancingScheme"],
    },
  ],
  unknown: [{ title: "takes the scheme from a new resource", type: rule, props: { loadBalancingScheme: Unknown } }],
  notApplicable: [
    {
      title: "is regional, where EXTERNAL is a network load balancer",
      type: "gcp:compute/forwardingRule:ForwardingRule",
      props: {},
    },
  ],
});
