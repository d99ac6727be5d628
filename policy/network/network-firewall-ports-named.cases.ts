import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./network-firewall-ports-named";

const type = "gcp:compute/firewall:Firewall";
const allow = (...allows: Value[]): Props => ({ allows, sourceRanges: ["10.0.0.0/8"] });

export default cases(policy, {
  passing: [
    { title: "names a port", type, props: allow({ protocol: "tcp", ports: ["8080"] }) },
    { title: "names a few, of TCP by its number", type, props: allow({ protocol: "6", ports: ["8000-8010", "9090"] }) },
    { title: "lets in what has no ports", type, props: allow({ protocol: "icmp" }) },
  ],
  failing: [
    { title: "lets in to all", type, props: allow({ protocol: "all" }), at: ["allows[0].protocol"] },
    { title: "leaves out the ports", type, props: allow({ protocol: "tcp" }), at: ["allows[0].ports"] },
    {
      title: "names them all",
      type,
      props: allow({ protocol: "tcp", ports: ["22"] }, { protocol: "udp", ports: ["0-65535"] }),
      at: ["allows[1].ports[0]"],
    },
    {
      title: "lets in to all, in a policy",
      type: "gcp:compute/networkFirewallPolicyRule:NetworkFirewallPolicyRule",
      props: {
        action: "allow",
        direction: "INGRESS",
        match: { srcIpRanges: ["10.0.0.0/8"], layer4Configs: [{ ipProtocol: "all" }] },
      },
      at: ["match.layer4Configs[0].ipProtocol"],
    },
  ],
  unknown: [
    { title: "takes a port from a new resource", type, props: allow({ protocol: "tcp", ports: [Unknown] }) },
    { title: "takes its ports from elsewhere", type, props: allow({ protocol: "tcp", ports: Unknown }) },
    { title: "takes its protocol from elsewhere", type, props: allow({ protocol: Unknown }) },
  ],
  notApplicable: [
    { title: "denies all", type, props: { denies: [{ protocol: "all" }] } },
    { title: "is about what goes out", type, props: { direction: "EGRESS", allows: [{ protocol: "all" }] } },
  ],
});
