import { type StackReport, stackPolicy } from "../policy";
import { at, Unknown } from "../values";
import { actionOf, type Firewall, firewallsOf, firewallTypes, isBefore, isOnlyPreviewed, type Rule } from "./firewalls";

interface Demand {
  what: string;
  has(rule: Rule): boolean;
  /** What a rule for everyone does that no later rule is asked after. */
  endedBy: readonly string[];
}

/** Whoever does not ask too often is let in by a rate limit, too. */
const lettingIn = ["allow", "throttle", "rate_based_ban"];

const demanded: readonly Demand[] = [
  {
    what: "no rule set against published holes, such as Log4j's",
    has: denies(/'cve-canary'/),
    endedBy: lettingIn,
  },
  {
    what: "no rule set against statements of SQL",
    has: denies(/'sqli-(v\d+-)?(stable|canary)'/),
    endedBy: lettingIn,
  },
  { what: "no rule that slows down who asks too often", has: isRateLimit, endedBy: ["allow"] },
];

/** Of the whole stack, because a rule may be a resource of its own. */
export default stackPolicy({
  name: "edge-firewall-rules",
  refuses: "a firewall of requests that lets published attacks or floods pass",
  because:
    "a policy that only allows, only previews, or allows before it denies is attached, looks like protection in every " +
    "review, and is none",
  fix:
    "have rules that deny by evaluatePreconfiguredWaf, for 'cve-canary' and 'sqli-v33-stable', and after them one whose action " +
    "is throttle or rate_based_ban, none with preview, and a rule that allows everyone only after all (Flotilla's Edge has them so)",
  severity: "medium",
  same: ["checkov:CKV_GCP_73"],
  applies: firewallTypes,
  checkStack(resources, report) {
    for (const firewall of firewallsOf(resources)) {
      const { type } = firewall.resource.props;
      // Those of other types know neither rule sets nor, at a network's edge, requests.
      if (typeof type === "string" && type !== "" && type !== "CLOUD_ARMOR") continue;
      const once = oncePerPlace(report);
      for (const demand of demanded) judge(firewall, demand, type === Unknown, once);
    }
  },
});

function judge(firewall: Firewall, demand: Demand, waits: boolean, report: StackReport): void {
  const { resource, rules, hasHidden } = firewall;
  const candidates = rules.filter(demand.has).map((rule) => ({ rule, fault: faultOf(rule, rules, demand) }));
  if (candidates.some(({ fault }) => fault === undefined) && !hasHidden) return;
  const [first] = candidates;
  if (waits || hasHidden) report.unknown(resource, "rules");
  else if (first?.fault) report.violation(first.fault.by.by, first.fault.path, first.fault.text);
  else report.violation(resource, "rules", `has ${demand.what}`);
}

/** One rule that lets everyone in is one mistake, however many rules come after it. */
function oncePerPlace(report: StackReport): StackReport {
  const told = new Set<string>();
  return {
    ...report,
    violation(resource, path, text) {
      if (path === "rules" || !told.has(resource.urn + path)) report.violation(resource, path, text);
      told.add(resource.urn + path);
    },
  };
}

interface Fault {
  by: Rule;
  path: string;
  text: string;
}

/** Why a rule does nothing. */
function faultOf(rule: Rule, all: readonly Rule[], { endedBy }: Demand): Fault | undefined {
  if (isOnlyPreviewed(rule) === true)
    return { by: rule, path: pathIn(rule, "preview"), text: "is true, so the rule is recorded and refuses nobody" };
  const before = all.find((other) => isBefore(other, rule, endedBy) === true);
  if (before === undefined) return undefined;
  const text = `is ${String(at(before.value, "priority"))} for a rule that lets everyone in before "${String(at(rule.value, "action"))}" is asked`;
  return { by: before, path: pathIn(before, "priority"), text };
}

const pathIn = ({ path }: Rule, property: string) => (path === "" ? property : `${path}.${property}`);

function isRateLimit(rule: Rule): boolean {
  return ["throttle", "rate_based_ban"].includes(String(actionOf(rule)));
}

function denies(ruleSet: RegExp): (rule: Rule) => boolean {
  return (rule) => {
    const expression = at(rule.value, "match", "expr", "expression");
    return typeof expression === "string" && ruleSet.test(expression) && String(actionOf(rule)).startsWith("deny");
  };
}
