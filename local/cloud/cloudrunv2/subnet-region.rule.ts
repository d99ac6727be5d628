/**
 * Direct VPC egress takes a subnet of the service's own region. No source for the words was found: they are ours.
 */
import { Refusal } from "../errors";
import { withoutHost } from "../references";
import type { Request, Rule } from "../rule";
import { everywhere } from "./regions";
import { subnetsOf, workloads } from "./revision";

export class SubnetOfAnotherRegion extends Refusal {
  constructor(path: string, subnet: string, location: string) {
    super(
      400,
      "badRequest",
      `${path}: subnetwork '${subnet}' is not in region '${location}'. Direct VPC egress needs a subnetwork of the same region.`,
    );
  }
}

export const subnetRegion: Rule = {
  name: "subnet-region",
  demands: "The subnet of direct VPC egress is in the region of the service, worker pool or job.",
  answer: "400 badRequest",
  sources: ["no source found: the words are ours"],
  types: workloads,
  before: ["create", "update"],
  check(request) {
    for (const { path, subnet } of subnetsOf(request.inputs))
      if (isElsewhere(request, subnet)) throw new SubnetOfAnotherRegion(path, subnet, String(request.inputs.location));
  },
};

/**
 * A path tells its region; a bare name means the region's own, which then is not there. What subnets a service of several
 * regions may name, no source was found to say.
 */
function isElsewhere({ inputs: { location, project }, world }: Request, subnet: string): boolean {
  if (location === everywhere) return false;
  const region = /^projects\/[^/]+\/regions\/([^/]+)\//.exec(withoutHost(subnet))?.[1];
  if (region !== undefined) return region !== location;
  const namesakes = world
    .ofType("gcp:compute/subnetwork:Subnetwork")
    .filter(({ inputs }) => inputs.name === subnet && inputs.project === project);
  return namesakes.length > 0 && !namesakes.some(({ inputs }) => inputs.region === location);
}
