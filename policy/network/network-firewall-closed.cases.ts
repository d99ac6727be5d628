import { cases } from "../cases";
import { type Props, Unknown } from "../values";
import policy from "./network-firewall-closed";

const type = "gcp:compute/firewall:Firewall";
const ruleOfPolicy = "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule";
const ssh = [{ protocol: "tcp", ports: ["22"] }];
const ranges = "match.srcIpRanges";

const allow = (match: Props, more: Props = {}): Props => ({
  action: "allow",
  direction: "INGRESS",
  match: { layer4Configs: [{ ipProtocol: "tcp", ports: ["22"] }], ...match },
  ...more,
});

export default cases(policy, {
  passing: [
    { title: "lets the identity proxy in", type, props: { allows: ssh, sourceRanges: ["35.235.240.0/20"] } },
    { title: "lets in all that is private", type, props: { allows: ssh, sourceRanges: ["10.0.0.0/8", "fc00::/7"] } },
    { title: "lets in by tag", type, props: { allows: ssh, sourceTags: ["bastion"] } },
    {
      title: "lets the identity proxy in, in a policy",
      type: ruleOfPolicy,
      props: allow({ srcIpRanges: ["35.235.240.0/20"] }),
    },
    {
      title: "lets in by secure tag, in a policy",
      type: ruleOfPolicy,
      props: allow({ srcSecureTags: [{ name: "tagValues/1" }] }),
    },
  ],
  failing: [
    {
      title: "opens SSH to everyone for a day",
      type,
      props: { allows: ssh, sourceRanges: ["0.0.0.0/0"] },
      at: ["sourceRanges[0]"],
    },
    {
      title: "opens all over IPv6",
      type,
      props: { direction: "INGRESS", allows: [{ protocol: "all" }], sourceRanges: ["10.0.0.0/8", "::/0"] },
      at: ["sourceRanges[1]"],
    },
    { title: "does not say who", type, props: { allows: ssh }, at: ["sourceRanges"] },
    {
      title: "has a list of nobody, which is everyone",
      type,
      props: { allows: ssh, sourceRanges: [] },
      at: ["sourceRanges"],
    },
    {
      title: "opens to everyone by halves",
      type,
      props: { allows: ssh, sourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] },
      at: ["sourceRanges[0]", "sourceRanges[1]"],
    },
    {
      title: "opens to all of IPv6 that is routed",
      type,
      props: { allows: ssh, sourceRanges: ["2000::/3"] },
      at: ["sourceRanges[0]"],
    },
    {
      title: "opens to everyone beside a tag",
      type,
      props: { allows: ssh, sourceTags: ["bastion"], sourceRanges: ["0.0.0.0/0"] },
      at: ["sourceRanges[0]"],
    },
    {
      title: "opens to everyone in a policy",
      type: ruleOfPolicy,
      props: allow({ srcIpRanges: ["0.0.0.0/0"] }),
      at: [`${ranges}[0]`],
    },
    {
      title: "opens to everyone in a policy of one region",
      type: "gcp:compute/regionNetworkFirewallPolicyRule:RegionNetworkFirewallPolicyRule",
      props: allow({ srcIpRanges: ["::/0"] }),
      at: [`${ranges}[0]`],
    },
    {
      title: "opens to everyone in a folder's policy, by saying nothing",
      type: "gcp:compute/firewallPolicyRule:FirewallPolicyRule",
      props: allow({}),
      at: [ranges],
    },
    {
      title: "opens to everyone in a policy with its rules",
      type: "gcp:compute/networkFirewallPolicyWithRules:NetworkFirewallPolicyWithRules",
      props: { rules: [allow({ srcIpRanges: ["10.0.0.0/8"] }), allow({ srcIpRanges: ["0.0.0.0/0"] })] },
      at: [`rules[1].${ranges}[0]`],
    },
  ],
  unknown: [
    { title: "takes a range from a new resource", type, props: { allows: ssh, sourceRanges: [Unknown] } },
    { title: "takes its ranges from elsewhere", type, props: { allows: ssh, sourceRanges: Unknown } },
    { title: "may have a tag", type, props: { allows: ssh, sourceTags: Unknown } },
    {
      title: "may be about what goes out",
      type: ruleOfPolicy,
      props: allow({ srcIpRanges: ["0.0.0.0/0"] }, { direction: Unknown }),
    },
  ],
  notApplicable: [
    { title: "is about what goes out", type, props: { direction: "EGRESS", allows: [{ protocol: "all" }] } },
    { title: "denies", type, props: { denies: [{ protocol: "all" }], sourceRanges: ["0.0.0.0/0"] } },
    {
      title: "denies, in a policy",
      type: ruleOfPolicy,
      props: allow({ srcIpRanges: ["0.0.0.0/0"] }, { action: "deny" }),
    },
    {
      title: "is about what is in the network",
      type: ruleOfPolicy,
      props: allow({ srcIpRanges: ["0.0.0.0/0"], srcNetworkScope: "INTRA_VPC" }),
    },
  ],
});
