import { policy } from "../policy";
import { Unknown } from "../values";

/** Only global ones: for these EXTERNAL is the classic load balancer, for regional ones a different thing. */
export default policy({
  name: "edge-scheme-managed",
  refuses: "the classic global load balancer",
  because:
    "it has no outlier detection, weighted routing or other traffic management, and a backend of one scheme cannot " +
    "serve the other, so it has to be right from the start",
  fix: "set loadBalancingScheme to EXTERNAL_MANAGED on the backend services and on the forwarding rules in front of them",
  severity: "medium",
  applies: ["gcp:compute/backendService:BackendService", "gcp:compute/globalForwardingRule:GlobalForwardingRule"],
  check({ props: { loadBalancingScheme } }, { violation, unknown }) {
    if (loadBalancingScheme === Unknown) unknown("loadBalancingScheme");
    else if (loadBalancingScheme === undefined) violation("loadBalancingScheme", "is not set, which means EXTERNAL");
    else if (loadBalancingScheme === "EXTERNAL") violation("loadBalancingScheme", "is EXTERNAL");
  },
});
