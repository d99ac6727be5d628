import { cis, policy } from "../policy";
import { judgeSetting, tentative } from "../settings";
import { Unknown } from "../values";
import { globalBackend, regionalBackend, takesRequests } from "./backends";

export default policy({
  name: "edge-requests-logged",
  refuses: "a load balancer that keeps no record of its requests",
  because: "an attack, or a mistake that answers everyone with an error, then leaves no trace outside of the services",
  fix: "set logConfig.enable to true; logConfig.sampleRate may be below 1, but not 0",
  severity: "medium",
  frameworks: [cis("2.16", "Ensure Logging is enabled for HTTP(S) Load Balancer")],
  same: ["gcp-pac:compute-backend-service-require-logconfig"],
  applies: [globalBackend, regionalBackend],
  check({ type, props }, report) {
    const judged = takesRequests(type, props);
    if (judged === false) return "not applicable";
    const to = judged === Unknown ? tentative(report) : report;
    judgeSetting(
      props,
      { path: "logConfig.enable", allowed: [true], omitted: "which means that nothing is recorded" },
      to,
    );
    const { logConfig } = props;
    if (typeof logConfig === "object" && !Array.isArray(logConfig) && logConfig.sampleRate === 0)
      to.violation("logConfig.sampleRate", "is 0, so nothing is recorded");
    return undefined;
  },
});
