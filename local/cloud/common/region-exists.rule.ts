/**
 * A region that does not exist and one that the project may not use are the same to Google. Text: firezone/firezone#7711
 * (a subnetwork), hashicorp/terraform-provider-google#17037 (a function).
 */
import { isRegion } from "../../../contract";
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class RegionDenied extends Refusal {
  constructor(region: string) {
    super(403, "forbidden", `Permission denied on 'locations/${region}' (or it may not exist).`);
  }
}

export const regionExists: Rule = {
  name: "region-exists",
  types: [
    "gcp:cloudrunv2/service:Service",
    "gcp:cloudrunv2/job:Job",
    "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup",
    "gcp:compute/subnetwork:Subnetwork",
  ],
  before: ["create"],
  check({ inputs }) {
    const region = String(inputs.region ?? inputs.location);
    const everywhere = region === "global" && inputs.multiRegionSettings !== undefined;
    if (!everywhere && !isRegion(region)) throw new RegionDenied(region);
  },
};
