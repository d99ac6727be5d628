import { cis, policy } from "../policy";
import { isSet } from "../settings";
import { Unknown, type Value } from "../values";
import { firewalls, type WayIn, waysIn } from "./firewall";
import { openness } from "./ranges";

export default policy({
  name: "network-firewall-closed",
  refuses: "a firewall rule that lets the internet in",
  because: "what listens in the network was never meant to be asked by everyone, log-ins and databases least of all",
  fix: "name the ranges that may come in; people come in through the identity proxy (35.235.240.0/20), requests through the edge",
  severity: "critical",
  frameworks: [
    cis("3.6", "Ensure That SSH Access Is Restricted From the Internet"),
    cis("3.7", "Ensure That RDP Access Is Restricted From the Internet"),
  ],
  same: [
    "checkov:CKV_GCP_2",
    "checkov:CKV_GCP_3",
    "checkov:CKV_GCP_75",
    "checkov:CKV_GCP_77",
    "checkov:CKV_GCP_88",
    "checkov:CKV_GCP_106",
    "checkov:CKV2_GCP_12",
    "trivy:GCP-0027",
    "trivy:GCP-0070",
    "trivy:GCP-0071",
    "gcp-pac:compute-firewall-disallow-common-ports-public-access",
    "gcp-pac:compute-firewall-disallow-port-range-public-access",
    "gcp-pac:compute-firewall-disallow-protocol-public-access",
  ],
  applies: firewalls,
  check(resource, report) {
    const ways = waysIn(resource, report).filter(({ isInternal }) => !isInternal);
    if (ways.length === 0) return "not applicable";
    for (const way of ways) judge(way);
    return undefined;
  },
});

function judge({ rangesPath, ranges, others, report: { violation, unknown } }: WayIn): void {
  if (Array.isArray(ranges) && ranges.length > 0) {
    for (const [index, range] of ranges.entries()) {
      const path = `${rangesPath}[${index}]`;
      const open = range === Unknown ? undefined : openness(String(range));
      if (range === Unknown) unknown(path);
      else if (open !== undefined) violation(path, `is ${String(range)}, ${open}`);
    }
  } else if (ranges === Unknown || others.includes(Unknown)) unknown(rangesPath);
  else if (!others.some(says)) violation(rangesPath, "is not set, and nothing else says who, which is everyone");
}

const says = (value: Value | undefined) => (Array.isArray(value) ? value.length > 0 : isSet(value));
