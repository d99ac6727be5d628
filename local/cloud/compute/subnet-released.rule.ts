/**
 * Direct VPC egress gives its addresses back long after the service or job is gone; nothing hastens it. The components keep
 * subnets where they are for that reason, so only a program that has none of them meets this. In the local cloud time is
 * let pass by `flotilla cloud edit`.
 */
import { findsSubnet, namesSubnet } from "../cloudrunv2/network-subnets";
import { workloads } from "../cloudrunv2/revision";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { decimal, digest } from "../template";
import type { WorldRecord } from "../world";

/** "Wait 1-2 hours"; 77 and 85 minutes were measured. */
const heldSeconds = 2 * 60 * 60;

export class SubnetHeld extends Refusal {
  constructor(subnet: WorldRecord, by: WorldRecord) {
    const address = subnet.id.replace(/\/subnetworks\/.*/, `/addresses/serverless-ipv4-${decimal(digest(by.id), 19)}`);
    super(
      400,
      "resourceInUseByAnotherResource",
      `The subnetwork resource '${subnet.id}' is already being used by '${address}'`,
    );
  }
}

export const subnetReleased: Rule = {
  name: "subnet-released",
  demands:
    "A subnet that direct VPC egress used is deleted two hours after the last service or job on it, named there or not.",
  answer:
    "400 resourceInUseByAnotherResource: The subnetwork resource '…' is already being used by '…/addresses/serverless-ipv4-…'",
  sources: [
    "https://cloud.google.com/run/docs/configuring/vpc-direct-vpc#delete-subnet",
    "GoogleCloudPlatform/cloud-foundation-fabric#2867",
    "DefangLabs/pulumi-defang#476",
  ],
  types: ["gcp:compute/subnetwork:Subnetwork"],
  before: ["delete"],
  check({ world, existing }) {
    if (!existing) return;
    // What names a subnet and still stands is `compute-not-in-use`.
    const finds = workloads.flatMap((type) => world.ofType(type)).find(({ inputs }) => findsSubnet(inputs, existing));
    const holder =
      finds ??
      workloads
        .flatMap((type) => world.deletedOfType(type, heldSeconds))
        .find(({ inputs }) => namesSubnet(inputs, existing) || findsSubnet(inputs, existing));
    if (holder) throw new SubnetHeld(existing, holder);
  },
};
