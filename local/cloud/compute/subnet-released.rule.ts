/**
 * Direct VPC egress gives its addresses back long after the service or job is gone; nothing hastens it. The components keep
 * subnets where they are for that reason, so only a program that has none of them meets this. In the local cloud time is
 * let pass by `flotilla cloud edit`.
 */
import { subnetsOf, workloads } from "../cloudrunv2/revision";
import { Refusal } from "../errors";
import { withoutHost } from "../references";
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
  demands: "A subnet that direct VPC egress used is deleted two hours after the last service or job on it.",
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
    const holder = workloads
      .flatMap((type) => world.deletedOfType(type, heldSeconds))
      .find((one) => subnetsOf(one.inputs).some(({ subnet }) => isOn(existing, one, subnet)));
    if (holder) throw new SubnetHeld(existing, holder);
  },
};

function isOn(subnet: WorldRecord, { inputs }: WorldRecord, name: string): boolean {
  const sameHome = inputs.project === subnet.inputs.project && inputs.location === subnet.inputs.region;
  return withoutHost(name) === subnet.id || (sameHome && name === subnet.inputs.name);
}
