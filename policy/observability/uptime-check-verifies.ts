import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { Unknown } from "../values";

export default policy({
  name: "uptime-check-verifies",
  refuses: "a check from outside that takes any certificate, or asks at plain HTTP",
  because:
    "it stays green while every browser turns away, since the certificate ended or is somebody else's; and at port 80 it asks " +
    "the redirect, which always answers",
  fix: "set httpCheck.useSsl and httpCheck.validateSsl to true",
  severity: "medium",
  applies: "gcp:monitoring/uptimeCheckConfig:UptimeCheckConfig",
  check({ props }, report) {
    if (props.httpCheck === undefined) return "not applicable";
    if (props.httpCheck === Unknown) report.unknown("httpCheck");
    else
      for (const [path, omitted] of [
        ["httpCheck.useSsl", "which means plain HTTP"],
        ["httpCheck.validateSsl", "which means that any certificate will do"],
      ] as const)
        judgeSetting(props, { path, allowed: [true], omitted }, report);
    return undefined;
  },
});
