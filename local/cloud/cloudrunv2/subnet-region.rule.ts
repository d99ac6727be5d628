/**
 * Direct VPC egress takes a subnet of the service's own region. No source for the words was found: they are ours.
 */
import { isObject, type PropertyMap } from "../../values";
import { Refusal } from "../errors";
import { withoutHost } from "../references";
import type { Request, Rule } from "../rule";
import { revisionOf } from "./revision";

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
  types: ["gcp:cloudrunv2/service:Service", "gcp:cloudrunv2/job:Job"],
  before: ["create", "update"],
  check(request) {
    const { vpcAccess } = revisionOf(request.inputs);
    const interfaces =
      isObject(vpcAccess) && Array.isArray(vpcAccess.networkInterfaces) ? vpcAccess.networkInterfaces : [];
    for (const [index, networkInterface] of interfaces.entries()) {
      const subnet = (networkInterface as PropertyMap).subnetwork;
      if (typeof subnet === "string" && isElsewhere(request, subnet))
        throw new SubnetOfAnotherRegion(
          `vpc_access.network_interfaces[${index}]`,
          subnet,
          String(request.inputs.location),
        );
    }
  },
};

/** A path tells its region; a bare name means the region's own, which then is not there. */
function isElsewhere({ inputs: { location, project }, world }: Request, subnet: string): boolean {
  const region = /^projects\/[^/]+\/regions\/([^/]+)\//.exec(withoutHost(subnet))?.[1];
  if (region !== undefined) return region !== location;
  const namesakes = world
    .ofType("gcp:compute/subnetwork:Subnetwork")
    .filter(({ inputs }) => inputs.name === subnet && inputs.project === project);
  return namesakes.length > 0 && !namesakes.some(({ inputs }) => inputs.region === location);
}
