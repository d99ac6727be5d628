import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";
import { globalBackend, regionalBackend, takesRequestsFromOutside } from "./backends";

export default policy({
  name: "edge-firewalled",
  refuses: "a backend that faces the internet without a firewall of requests",
  because: "known attacks and floods then reach the service itself, which pays for each of them",
  fix: "set securityPolicy to a Cloud Armor policy (Flotilla's Edge makes one)",
  severity: "high",
  same: ["gcp-pac:compute-backend-service-require-security-policy"],
  applies: [globalBackend, regionalBackend],
  check({ type, props }, { violation, unknown }) {
    const outside = takesRequestsFromOutside(type, props);
    if (outside === false) return "not applicable";
    if (props.securityPolicy === Unknown) unknown("securityPolicy");
    else if (isSet(props.securityPolicy)) return undefined;
    else if (outside === Unknown) unknown("loadBalancingScheme");
    else violation("securityPolicy", "is not set");
    return undefined;
  },
});
