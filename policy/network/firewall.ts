/** Whom a firewall rule lets in, and to what, in the forms that Google has for one. */
import { same } from "../known";
import type { Report, Resource } from "../policy";
import { tentative } from "../settings";
import { at, find, Unknown, type Value } from "../values";

const rule = "gcp:compute/firewall:Firewall";

/** A rule of a policy, of whichever level. */
const ruleOfPolicy = [
  "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
  "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
  "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule",
];

/** A policy with all its rules in it. */
const policyWithRules = [
  "gcp:compute/firewallPolicyWithRules:FirewallPolicyWithRules",
  "gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules",
  "gcp:compute/regionNetworkFirewallPolicyWithRules:RegionNetworkFirewallPolicyWithRules",
];

export const firewalls = [rule, ...ruleOfPolicy, ...policyWithRules];

/** One rule that lets somebody in. */
export interface WayIn {
  /** Where its address ranges stand, and they; undefined where it names none. */
  rangesPath: string;
  ranges: Value | undefined;
  /** Whatever else says who may come: where one does, the ranges need not. */
  others: readonly (Value | undefined)[];
  /** Whether it says in other words that the internet is not meant. */
  isInternal: boolean;
  /** To what: protocols with their ports. */
  opens: { path: string; protocolPath: string; protocol: Value | undefined; ports: Value | undefined }[];
  /** Of a rule that may turn out to be about something else. */
  report: Report;
}

export function waysIn({ type, props }: Pick<Resource, "type" | "props">, report: Report): WayIn[] {
  if (type === rule) return classic(props, report);
  if (ruleOfPolicy.includes(type)) return modern(props, "", report);
  return find(props, "rules[]").flatMap(({ path, value }) => modern(value, `${path}.`, report));
}

function classic(props: Resource["props"], report: Report): WayIn[] {
  const { direction, allows, disabled } = props;
  if (direction === "EGRESS" || allows === undefined || disabled === true) return [];
  return [
    {
      rangesPath: "sourceRanges",
      ranges: props.sourceRanges,
      others: [props.sourceTags, props.sourceServiceAccounts],
      isInternal: false,
      opens: find(props, "allows[]").map(({ path, value }) => opening(path, value, "protocol")),
      report: known(direction, allows, disabled) ? report : tentative(report),
    },
  ];
}

/** What of its sources is anything but an address range. */
const sources = [
  "srcAddressGroups",
  "srcFqdns",
  "srcNetworks",
  "srcRegionCodes",
  "srcSecureTags",
  "srcThreatIntelligences",
];

/** Sources that are no part of the internet. */
const within = ["INTRA_VPC", "NON_INTERNET", "VPC_NETWORKS"];

function modern(one: Value | undefined, prefix: string, report: Report): WayIn[] {
  const [action, direction, disabled] = ["action", "direction", "disabled"].map((name) => at(one, name));
  const context = at(one, "match", "srcNetworkScope") ?? at(one, "match", "srcNetworkContext");
  if (same(action, "allow") === false || same(direction, "INGRESS") === false || disabled === true) return [];
  const match = at(one, "match");
  return [
    {
      rangesPath: `${prefix}match.srcIpRanges`,
      ranges: at(match, "srcIpRanges"),
      others: sources.map((name) => at(match, name)),
      isInternal: within.includes(String(context)),
      opens: find({ match: match ?? {} }, "match.layer4Configs[]").map(({ path, value }) =>
        opening(`${prefix}${path}`, value, "ipProtocol"),
      ),
      report: known(action, direction, disabled, context) ? report : tentative(report),
    },
  ];
}

const known = (...values: (Value | undefined)[]) => !values.includes(Unknown);

function opening(path: string, config: Value | undefined, protocol: string): WayIn["opens"][number] {
  return {
    path,
    protocolPath: `${path}.${protocol}`,
    protocol: at(config, protocol),
    ports: at(config, "ports"),
  };
}
