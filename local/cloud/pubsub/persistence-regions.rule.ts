/** Where a topic's messages may be kept. */
import { isRegion } from "../../../contract";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf, textsOf } from "../typed";

export class InvalidPersistenceRegion extends Refusal {
  constructor(what: string) {
    super(400, "", `Invalid message storage policy: ${what}`);
  }
}

export const persistenceRegions: Rule = {
  name: "persistence-regions",
  demands: "The regions in which a topic's messages may be kept are named, at least one, and exist.",
  answer: "400: no source of the answer was found, and the words are ours.",
  sources: ["googleapis/googleapis google/pubsub/v1/pubsub.proto (MessageStoragePolicy: an empty list is not valid)"],
  types: ["gcp:pubsub/topic:Topic"],
  before: ["create", "update"],
  check({ inputs }) {
    if (!inputs.messageStoragePolicy) return;
    const { allowedPersistenceRegions } = objectOf(inputs.messageStoragePolicy);
    const regions = textsOf(allowedPersistenceRegions);
    if (regions.length === 0) throw new InvalidPersistenceRegion("no region is allowed.");
    const strange = regions.find((region) => !isRegion(region));
    if (strange !== undefined) throw new InvalidPersistenceRegion(`${strange} is not a region.`);
  },
};
