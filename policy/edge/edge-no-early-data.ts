import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";

export default policy({
  name: "edge-no-early-data",
  refuses: "a load balancer that takes requests before the handshake is done, whatever they ask for",
  because: "whoever recorded such a request can send it again, and what it does is done twice",
  fix: "leave tlsEarlyData out, or set it to DISABLED or STRICT, which takes only what changes nothing",
  severity: "medium",
  applies: "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  check({ props: { tlsEarlyData } }, { violation, unknown }) {
    if (tlsEarlyData === Unknown) unknown("tlsEarlyData");
    else if (isSet(tlsEarlyData) && !["DISABLED", "STRICT"].includes(String(tlsEarlyData)))
      violation("tlsEarlyData", `is ${String(tlsEarlyData)}`);
  },
});
