import { cis, policy } from "../policy";
import { tentative } from "../settings";
import { at, Unknown } from "../values";
import { subnet, takesMachines } from "./subnets";

export default policy({
  name: "network-flow-logs",
  refuses: "a subnet that keeps no record of who spoke to whom",
  because: "after a break-in nobody can tell where it went from there",
  fix: "set logConfig, with a flowSampling above 0 that its price allows, and without a filterExpr that nothing passes",
  severity: "medium",
  frameworks: [cis("3.8", "Ensure that VPC Flow Logs is Enabled for Every Subnet in a VPC Network")],
  same: ["checkov:CKV_GCP_26", "trivy:GCP-0029", "trivy:GCP-0076", "gcp-pac:compute-subnetwork-require-vpc-flow-logs"],
  applies: subnet,
  check({ props: { logConfig, purpose } }, report) {
    const takes = takesMachines(purpose);
    if (takes === false) return "not applicable";
    const { violation, unknown } = takes === Unknown ? tentative(report) : report;
    const sampling = at(logConfig, "flowSampling");
    const filter = at(logConfig, "filterExpr");
    if (logConfig === undefined) violation("logConfig", "is not set, so nothing is recorded");
    if (sampling === Unknown) unknown("logConfig.flowSampling");
    else if (sampling === 0) violation("logConfig.flowSampling", "is 0, so nothing is recorded");
    if (filter === Unknown) unknown("logConfig.filterExpr");
    else if (filter === "false") violation("logConfig.filterExpr", "is false, so nothing is recorded");
    return undefined;
  },
});
