/** The firewall before an edge: own rules, then Google's, then rate limits, then everyone else. */
import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../environment";
import { automaticName } from "../../naming";
import type { Mistake } from "../../refuse";
import { type Overrides, transformed } from "../../transform";
import { type OwnRule, ownRuleMistakes, ownRules } from "./own-rules";
import { defaultRateLimits, type RateLimit, rateLimitMistakes, rateLimitRules } from "./rate-limits";
import { matchOf } from "./requests";
import { type Attacks, attackMistakes, attackRules, exceptionsOf } from "./rule-sets";

/** What is refused before it reaches a service. Each rule costs a dollar a month. */
export interface FirewallArgs {
  /**
   * What is done with attacks that Google's rules know. `sqli` and `cves` are always enforced. @default all are enforced but methods, php, java and nodejs, which are off until they are named
   */
  attacks?: Attacks;
  /** Rules of one's own, asked first, in their order. @default none */
  rules?: readonly OwnRule[];
  /** How often a caller may ask. @default 1200 requests a minute of one address */
  rateLimits?: readonly RateLimit[];
}

const lastPriority = 2147483647;

export function createFirewall(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  { attacks = {}, rules = [], rateLimits = defaultRateLimits }: FirewallArgs,
  overrides: Overrides<gcp.compute.SecurityPolicyArgs> | undefined,
): gcp.compute.SecurityPolicy {
  const api = environment.foundation.api("compute.googleapis.com");
  return new gcp.compute.SecurityPolicy(
    automaticName("gcp:compute/securityPolicy:SecurityPolicy", environment.slug, name),
    transformed<gcp.compute.SecurityPolicyArgs>(
      {
        project: environment.project,
        type: "CLOUD_ARMOR",
        rules: [
          ...ownRules(rules),
          ...attackRules(attacks),
          ...rateLimitRules(rateLimits),
          { priority: lastPriority, action: "allow", description: "everyone else", match: matchOf(undefined) },
        ],
      },
      overrides,
    ),
    { parent, dependsOn: [api] },
  );
}

/** What is recorded beside transforms: rules of Google's that are not asked, with the reasons. */
export function firewallExceptions({ attacks = {} }: FirewallArgs): Record<string, string> {
  const all = Object.entries(exceptionsOf(attacks)).map(([id, why]) => `${id}: ${why.trim()}`);
  return all.length > 0 ? { firewallExceptions: all.join("; ") } : {};
}

export function firewallMistakes({
  attacks = {},
  rules = [],
  rateLimits = defaultRateLimits,
}: FirewallArgs): Mistake[] {
  return [
    ...attackMistakes("firewall.attacks", attacks),
    ...ownRuleMistakes("firewall.rules", rules),
    ...rateLimitMistakes("firewall.rateLimits", rateLimits),
  ];
}
