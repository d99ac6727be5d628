import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-firewall-rules";

export default cases(policy, {
  passing: [
    {
      title: "has both",
      props: {
        rules: [
          { action: "deny(403)", match: { expr: { expression: "evaluatePreconfiguredWaf('cve-canary')" } } },
          { action: "throttle", rateLimitOptions: {} },
        ],
      },
    },
  ],
  failing: [
    { title: "only allows", props: { rules: [{ action: "allow" }] }, at: ["rules", "rules"] },
    {
      title: "lets the published attacks it recognises pass",
      props: {
        type: "CLOUD_ARMOR",
        rules: [
          { action: "allow", match: { expr: { expression: "evaluatePreconfiguredWaf('cve-canary')" } } },
          { action: "rate_based_ban" },
        ],
      },
      at: ["rules"],
    },
  ],
  unknown: [{ title: "takes its rules from elsewhere", props: { rules: Unknown } }],
  notApplicable: [{ title: "guards a network's edge", props: { type: "CLOUD_ARMOR_NETWORK" } }],
});
