import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";

export default policy({
  name: "edge-firewalled",
  refuses: "a backend that faces the internet without a firewall of requests",
  because: "known attacks and floods then reach the service itself, which pays for each of them",
  fix: "set securityPolicy to a Cloud Armor policy (Flotilla's Edge makes one)",
  severity: "high",
  same: ["gcp-pac:compute-backend-service-require-security-policy"],
  applies: "gcp:compute/backendService:BackendService",
  check({ props: { loadBalancingScheme, securityPolicy } }, { violation, unknown }) {
    if (typeof loadBalancingScheme === "string" && loadBalancingScheme.startsWith("INTERNAL")) return "not applicable";
    if (isSet(securityPolicy) && securityPolicy !== Unknown) return undefined;
    if (securityPolicy === Unknown) unknown("securityPolicy");
    else if (loadBalancingScheme === Unknown) unknown("loadBalancingScheme");
    else violation("securityPolicy", "is not set");
    return undefined;
  },
});
