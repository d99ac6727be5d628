/** A service of several regions is made at `global`. No source for the words was found: they are ours. */
import { isRegion } from "../../../contract";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { everywhere, regionsOf, serviceType } from "./regions";

export class UnfitRegions extends Refusal {
  constructor(reason: string) {
    super(400, "badRequest", `multi_region_settings.regions: ${reason}`);
  }
}

export const serviceRegions: Rule = {
  name: "service-regions",
  demands: "A service at `global` names the regions that it is in, each once; a service of one region names none.",
  answer: "400 badRequest",
  sources: [
    "googleapis/googleapis google/cloud/run/v2/service.proto (MultiRegionSettings)",
    "GoogleCloudPlatform/magic-modules#14592 (use region = 'global')",
    "no source found for the answer: the words are ours",
  ],
  types: [serviceType],
  before: ["create", "update"],
  check({ inputs }) {
    const { location, multiRegionSettings } = inputs;
    if (location !== everywhere) {
      if (multiRegionSettings === undefined || multiRegionSettings === null) return;
      throw new UnfitRegions(`are for a service in 'global', and not for one in '${location}'.`);
    }
    const regions = regionsOf(inputs);
    if (regions.length === 0) throw new UnfitRegions("name no region.");
    const unknown = regions.find((region) => !isRegion(region));
    if (unknown !== undefined) throw new UnfitRegions(`'${unknown}' is not a region.`);
    const repeated = regions.find((region, index) => regions.indexOf(region) < index);
    if (repeated !== undefined) throw new UnfitRegions(`'${repeated}' is named twice.`);
  },
};
