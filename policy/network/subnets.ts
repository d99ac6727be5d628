/** What a subnet says that it is for. */
import { type Known, Unknown, type Value } from "../values";

export const subnet = "gcp:compute/subnetwork:Subnetwork";

/**
 * No machine stands in a subnet with one of these purposes: it takes no flow logs and has no way to Google of its own
 * (cloud.google.com/vpc/docs/flow-logs, cloud.google.com/vpc/docs/private-google-access).
 */
const withoutMachines = [
  "GLOBAL_MANAGED_PROXY",
  "INTERNAL_HTTPS_LOAD_BALANCER",
  "PRIVATE_NAT",
  "REGIONAL_MANAGED_PROXY",
];

/** Whether machines can stand in it; they can where it does not say what it is for. */
export function takesMachines(purpose: Value | undefined): Known {
  return purpose === Unknown ? Unknown : !withoutMachines.includes(String(purpose));
}
