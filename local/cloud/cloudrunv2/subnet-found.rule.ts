/** No source for the words was found: they are ours. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { bareNetworksOf, findsSubnet } from "./network-subnets";
import { regionsOf } from "./regions";
import { workloads } from "./revision";

export class NoSubnetOfThatName extends Refusal {
  constructor(path: string, network: string, region: string) {
    super(400, "badRequest", `${path}: network '${network}' has no subnetwork '${network}' in region '${region}'.`);
  }
}

export const subnetFound: Rule = {
  name: "subnet-found",
  demands:
    "Where direct VPC egress names a network and no subnet, the network has one of its own name in each region of the " +
    "service, worker pool or job.",
  answer: "400 badRequest",
  sources: [
    "googleapis/googleapis google/cloud/run/v2/vendor_settings.proto (VpcAccess.NetworkInterface: the subnetwork with the same name with the network will be used)",
    "no source found for the answer: the words are ours",
  ],
  types: workloads,
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const subnets = world.ofType("gcp:compute/subnetwork:Subnetwork");
    for (const { path, network } of bareNetworksOf(world, project, inputs))
      for (const region of regionsOf(inputs)) {
        const inRegion = subnets.filter((subnet) => subnet.inputs.region === region);
        if (!inRegion.some((subnet) => findsSubnet({ ...inputs, project }, subnet)))
          throw new NoSubnetOfThatName(path, network, region);
      }
  },
};
