import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "network-no-automatic-subnets",
  refuses: "a network with a subnet in every region",
  because:
    "the ranges overlap with those of every other such network, and a machine can stand in regions that nobody watches",
  fix: "set autoCreateSubnetworks to false and make the subnets that are needed",
  severity: "medium",
  same: ["checkov:CKV2_GCP_2"],
  applies: "gcp:compute/network:Network",
  check({ props }, report) {
    judgeSetting(props, { path: "autoCreateSubnetworks", allowed: [false], omitted: "which means true" }, report);
  },
});
