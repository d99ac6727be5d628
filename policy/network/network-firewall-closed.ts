import { cis, policy } from "../policy";
import { find, Unknown } from "../values";

const everywhere = ["0.0.0.0/0", "::/0", "0.0.0.0", "::"];

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
    "checkov:CKV_GCP_106",
    "trivy:GCP-0027",
    "trivy:GCP-0070",
    "trivy:GCP-0071",
  ],
  applies: "gcp:compute/firewall:Firewall",
  check({ props }, { violation, unknown }) {
    const { direction, allows, disabled } = props;
    if (direction === "EGRESS" || allows === undefined || disabled === true) return "not applicable";
    const isSure = direction !== Unknown && disabled !== Unknown;
    for (const { path, value } of find(props, "sourceRanges[]"))
      if (value === Unknown) unknown(path);
      else if (everywhere.includes(String(value)))
        if (isSure) violation(path, `is ${String(value)}, which is everyone`);
        else unknown(path);
    return undefined;
  },
});
