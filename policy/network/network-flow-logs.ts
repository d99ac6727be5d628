import { cis, policy } from "../policy";
import { Unknown } from "../values";

/** Subnets with these purposes take no flow logs: cloud.google.com/vpc/docs/flow-logs. */
const without = ["REGIONAL_MANAGED_PROXY", "GLOBAL_MANAGED_PROXY", "INTERNAL_HTTPS_LOAD_BALANCER", "PRIVATE_NAT"];

export default policy({
  name: "network-flow-logs",
  refuses: "a subnet that keeps no record of who spoke to whom",
  because: "after a break-in nobody can tell where it went from there",
  fix: "set logConfig, with a sampling that its price allows",
  severity: "medium",
  frameworks: [cis("3.8", "Ensure that VPC Flow Logs is Enabled for Every Subnet in a VPC Network")],
  same: ["checkov:CKV_GCP_26", "trivy:GCP-0029", "trivy:GCP-0076", "gcp-pac:compute-subnetwork-require-vpc-flow-logs"],
  applies: "gcp:compute/subnetwork:Subnetwork",
  check({ props: { logConfig, purpose } }, { violation, unknown }) {
    if (without.includes(String(purpose))) return "not applicable";
    if (logConfig === undefined && purpose === Unknown) unknown("purpose");
    else if (logConfig === undefined) violation("logConfig", "is not set, so nothing is recorded");
    return undefined;
  },
});
