import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./edge-firewall-rules";

const everyone = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };
const denies = {
  priority: 1000,
  action: "deny(403)",
  match: { expr: { expression: "evaluatePreconfiguredWaf('cve-canary', {'sensitivity': 1})" } },
};
const noSql = {
  priority: 1010,
  action: "deny(403)",
  match: { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})" } },
};
const slows = { priority: 2000, action: "throttle", match: everyone, rateLimitOptions: {} };
const allows = { priority: 2147483647, action: "allow", match: everyone };

const firewall = (rules: Value, more: Props = {}): CaseResource => ({
  type: "gcp:compute/securityPolicy:SecurityPolicy",
  name: "edge",
  props: { name: "edge", rules, ...more },
});
const apart = (name: string, rule: Props, securityPolicy: Value = "edge"): CaseResource => ({
  type: "gcp:compute/securityPolicyRule:SecurityPolicyRule",
  name,
  props: { ...rule, securityPolicy },
  madeFrom: { securityPolicy: ["edge"] },
});

export default stackCases(policy, {
  passing: [
    { title: "has both, and lets in the rest", stack: [firewall([denies, noSql, slows, allows])] },
    {
      title: "has its rules apart",
      stack: [firewall([allows]), apart("denies", denies), apart("no SQL", noSql), apart("slows", slows)],
    },
    {
      title: "has its rules apart, when all is yet to be made",
      stack: [
        firewall([allows], { name: Unknown }),
        apart("denies", denies, Unknown),
        apart("no SQL", noSql, Unknown),
        apart("slows", slows, Unknown),
      ],
    },
    { title: "lets the office in first", stack: [firewall([office(), denies, noSql, slows])] },
    {
      title: "tries an allowance out",
      stack: [firewall([{ ...allows, priority: 1, preview: true }, denies, noSql, slows])],
    },
    { title: "guards a network's edge", stack: [firewall([], { type: "CLOUD_ARMOR_NETWORK" })] },
  ],
  failing: [
    { title: "only allows", stack: [firewall([allows])], at: ["rules", "rules", "rules"] },
    {
      title: "lets the published attacks it recognises pass",
      stack: [firewall([{ ...denies, action: "allow" }, noSql, slows], { type: "CLOUD_ARMOR" })],
      at: ["rules"],
    },
    {
      title: "allows everyone first",
      stack: [firewall([{ ...allows, priority: 1 }, denies, noSql, slows])],
      at: ["rules[0].priority"],
    },
    {
      title: "lets in whoever does not ask too often before it looks for attacks",
      stack: [firewall([{ ...slows, priority: 100 }, denies, noSql, allows])],
      at: ["rules[0].priority"],
    },
    {
      title: "only tries them out",
      stack: [firewall([{ ...denies, preview: true }, noSql, { ...slows, preview: true }, allows])],
      at: ["rules[0].preview", "rules[2].preview"],
    },
    {
      title: "allows everyone first, by a rule apart",
      stack: [firewall([denies, noSql, slows]), apart("open", { ...allows, priority: 1 })],
      at: ["priority"],
    },
    {
      title: "has the rules of another firewall",
      stack: [
        firewall([slows]),
        { ...firewall([denies, noSql, slows]), name: "other", props: { name: "other", rules: [denies, noSql, slows] } },
      ],
      at: ["rules", "rules"],
    },
    {
      title: "guards one region, and only allows",
      stack: [{ ...firewall([allows]), type: "gcp:compute/regionSecurityPolicy:RegionSecurityPolicy" }],
      at: ["rules", "rules", "rules"],
    },
  ],
  unknown: [
    { title: "takes its rules from elsewhere", stack: [firewall(Unknown)] },
    {
      title: "has a priority that is not known yet",
      stack: [firewall([{ ...allows, priority: Unknown }, denies, noSql, slows])],
    },
  ],
});

function office(): Props {
  return {
    priority: 1,
    action: "allow",
    match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["203.0.113.0/24"] } },
  };
}
