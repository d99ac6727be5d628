/** Firewalls of requests (Cloud Armor), their rules wherever they are declared, and which of them do anything. */
import { Things } from "../events/things";
import { every, some } from "../known";
import type { StackResource } from "../policy";
import { at, find, type Known, leaves, Unknown, type Value } from "../values";

/** A firewall, and the resource by which a rule of it is made on its own. */
const kinds = [
  { firewall: "gcp:compute/securityPolicy:SecurityPolicy", rule: "gcp:compute/securityPolicyRule:SecurityPolicyRule" },
  {
    firewall: "gcp:compute/regionSecurityPolicy:RegionSecurityPolicy",
    rule: "gcp:compute/regionSecurityPolicyRule:RegionSecurityPolicyRule",
  },
];

export const firewallTypes = kinds.flatMap(({ firewall, rule }) => [firewall, rule]);

export interface Rule {
  by: StackResource;
  /** Where it stands; empty where the resource is the rule. */
  path: string;
  value: Value;
}

export interface Firewall {
  resource: StackResource;
  rules: readonly Rule[];
  /** Whether there may be rules, or parts of rules, that a preview cannot see. */
  hasHidden: boolean;
}

export function firewallsOf(resources: readonly StackResource[]): Firewall[] {
  return kinds.flatMap(({ firewall, rule }) => {
    const things = new Things(resources, firewall, "name");
    const apart = resources.filter(({ type }) => type === rule);
    return resources
      .filter(({ type }) => type === firewall)
      .map((resource) => {
        const key = things.keyOf(resource);
        const belongs = apart.map((by) => ({
          by,
          is: things.isSame(things.key(by, "securityPolicy", by.props.securityPolicy), key),
        }));
        const own = belongs.flatMap(({ by, is }) => (is === true ? [{ by, path: "", value: by.props }] : []));
        const inline = find(resource.props, "rules[]").map(
          ({ path, value = {} }): Rule => ({ by: resource, path, value }),
        );
        const rules = [...inline, ...own];
        const hasHidden = belongs.some(({ is }) => is === Unknown) || rules.some(({ value }) => isHidden(value));
        return { resource, rules, hasHidden };
      });
  });
}

/** What an address is, or a policy's id, decides nothing here. */
const deciding = ["action", "match", "preview", "priority"];

function isHidden(rule: Value): boolean {
  if (rule === Unknown) return true;
  return deciding.some((key) => [...leaves(part(rule, key))].some(({ value }) => value === Unknown));
}

function part(rule: Value, key: string): Value {
  return at(rule, key) ?? [];
}

export function isOnlyPreviewed({ value }: Rule): Known {
  const preview = at(value, "preview");
  return preview === Unknown ? Unknown : preview === true;
}

export function actionOf({ value }: Rule): string | typeof Unknown {
  const action = at(value, "action");
  return action === Unknown ? Unknown : String(action ?? "");
}

/** Whether a rule has done with every request, by one of these actions, before the other is asked: the first that matches decides. */
export function isBefore(rule: Rule, other: Rule, actions: readonly string[]): Known {
  const action = actionOf(rule);
  const acts = action === Unknown ? Unknown : actions.includes(action);
  const previewed = isOnlyPreviewed(rule);
  return every(acts, previewed === Unknown ? Unknown : !previewed, meansEveryone(rule), isLower(rule, other));
}

function isLower(one: Rule, other: Rule): Known {
  const [first, second] = [at(one.value, "priority"), at(other.value, "priority")];
  return first === Unknown || second === Unknown ? Unknown : Number(first) < Number(second);
}

const everywhere = ["*", "0.0.0.0/0", "::/0"];

function meansEveryone({ value }: Rule): Known {
  const expression = at(value, "match", "expr", "expression");
  const ranges = find({ rule: value }, "rule.match.config.srcIpRanges[]").map(({ value: range }) =>
    range === Unknown ? Unknown : everywhere.includes(String(range)),
  );
  return some([expression === Unknown ? Unknown : String(expression).trim() === "true", ...ranges]);
}
