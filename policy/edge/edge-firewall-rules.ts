import { policy, type Report } from "../policy";
import { at, leaves, Unknown, type Value } from "../values";

/** What a firewall of requests is to have, and how one sees that it has it. */
const demanded = [
  {
    what: "no rule set against published holes, such as Log4j's",
    has: (rule: Value) => mentions(rule, /'cve-canary'/),
  },
  { what: "no rule that slows down who asks too often", has: isRateLimit },
];

export default policy({
  name: "edge-firewall-rules",
  refuses: "a firewall of requests that lets published attacks or floods pass",
  because: "a policy that only allows is attached, looks like protection in every review, and is none",
  fix:
    "add a rule that denies by evaluatePreconfiguredWaf('cve-canary', …) and one whose action is throttle or " +
    "rate_based_ban (Flotilla's Edge has both)",
  severity: "medium",
  same: ["checkov:CKV_GCP_73"],
  applies: "gcp:compute/securityPolicy:SecurityPolicy",
  check({ props: { type, rules } }, report) {
    if (typeof type === "string" && type !== "" && type !== "CLOUD_ARMOR") return "not applicable";
    for (const { what, has } of demanded) judge(rules, what, has, report);
    return undefined;
  },
});

function judge(rules: Value | undefined, what: string, has: (rule: Value) => boolean, { violation, unknown }: Report) {
  if (rules === Unknown) return unknown("rules");
  const all = Array.isArray(rules) ? rules : [];
  if (all.some(has)) return undefined;
  if (all.some((rule) => [...leaves(rule)].some(({ value }) => value === Unknown))) return unknown("rules");
  return violation("rules", `has ${what}`);
}

function isRateLimit(rule: Value): boolean {
  return ["throttle", "rate_based_ban"].includes(String(at(rule, "action")));
}

function mentions(rule: Value, pattern: RegExp): boolean {
  const expression = at(rule, "match", "expr", "expression");
  return typeof expression === "string" && pattern.test(expression) && String(at(rule, "action")).startsWith("deny");
}
