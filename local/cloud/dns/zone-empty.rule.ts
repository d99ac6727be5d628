/**
 * A zone goes after its records, unless `forceDestroy` lets the provider delete them first. Text:
 * tetratelabs/tetrate-service-bridge-sandbox#256.
 */
import { Refusal } from "../errors";
import { holders } from "../references";
import type { Rule } from "../rule";

export class ZoneNotEmpty extends Refusal {
  constructor(name: string) {
    super(
      400,
      "containerNotEmpty",
      `The resource named '${name}' cannot be deleted because it contains one or more 'resource records'.`,
    );
  }
}

export const zoneEmpty: Rule = {
  name: "zone-empty",
  demands: "A zone is deleted after its records, unless `forceDestroy` has the provider delete them first.",
  answer:
    "400 containerNotEmpty: The resource named '…' cannot be deleted because it contains one or more 'resource records'.",
  sources: ["tetratelabs/tetrate-service-bridge-sandbox#256"],
  types: ["gcp:dns/managedZone:ManagedZone"],
  before: ["delete"],
  check({ inputs, world, existing }) {
    if (existing && inputs.forceDestroy !== true && holders(world, existing).length > 0)
      throw new ZoneNotEmpty(String(inputs.name));
  },
};
