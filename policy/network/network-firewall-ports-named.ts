import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown, type Value } from "../values";
import { firewalls, type WayIn, waysIn } from "./firewall";

/** By name, or by the number that IANA gave it. */
const withPorts = ["tcp", "udp", "sctp", "6", "17", "132"];

/** As many as one program listens on. */
const most = 100;

export default policy({
  name: "network-firewall-ports-named",
  refuses: "a firewall rule that lets in to whatever listens",
  because:
    "what is started next to the one program that was meant is then reached too, by everybody whom the rule lets in",
  fix: `name the protocol, and for tcp and udp the ports, ${most} in a range at most`,
  severity: "medium",
  same: ["trivy:GCP-0072", "trivy:GCP-0074"],
  applies: firewalls,
  check(resource, report) {
    const ways = waysIn(resource, report);
    if (ways.length === 0) return "not applicable";
    for (const { opens, report: judged } of ways) for (const one of opens) judge(one, judged);
    return undefined;
  },
});

function judge(
  { path, protocolPath, protocol, ports }: WayIn["opens"][number],
  { violation, unknown }: WayIn["report"],
) {
  if (protocol === Unknown) return unknown(protocolPath);
  if (!isSet(protocol) || protocol === "all") return violation(protocolPath, "is all");
  if (!withPorts.includes(String(protocol).toLowerCase())) return;
  if (ports === Unknown) return unknown(`${path}.ports`);
  if (!Array.isArray(ports) || ports.length === 0) return violation(`${path}.ports`, "is not set, which means all");
  for (const [index, port] of ports.entries())
    if (port === Unknown) unknown(`${path}.ports[${index}]`);
    else if (width(port) > most) violation(`${path}.ports[${index}]`, `is ${String(port)}, ${width(port)} ports`);
}

/** How many ports `8080` or `1024-65535` is. */
function width(port: Value): number {
  const [first = 0, last = first] = String(port).split("-").map(Number);
  return last - first + 1;
}
