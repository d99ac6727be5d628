/** When a subscription that nobody uses is deleted by Pub/Sub itself. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf, textOf } from "../typed";

const day = 24 * 60 * 60;

export class ExpiresTooSoon extends Refusal {
  constructor(ttl: string, least: string) {
    super(400, "", `Invalid expiration policy: a ttl of ${ttl} is less than ${least}.`);
  }
}

export const expiration: Rule = {
  name: "subscription-expiration",
  demands: "A subscription that expires does so after a day at the earliest, and not before what it retains.",
  answer: "400: no source of the answer was found, and the words are ours.",
  sources: [
    "googleapis/googleapis google/pubsub/v1/pubsub.proto (Subscription.expiration_policy: one day at least)",
    "peburrows/kane#38 (not shorter than what it retains)",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  before: ["create", "update"],
  check({ inputs }) {
    const ttl = textOf(objectOf(inputs.expirationPolicy).ttl);
    if (ttl === undefined) return; // never
    if (seconds(ttl) < day) throw new ExpiresTooSoon(ttl, "a day");
    const retained = textOf(inputs.messageRetentionDuration);
    if (retained !== undefined && seconds(ttl) < seconds(retained))
      throw new ExpiresTooSoon(ttl, `the ${retained} for which messages are retained`);
  },
};

/** As in `3.5s`; what is no duration is left to others. */
const seconds = (duration: string) => Number(/^(\d+(?:\.\d+)?)s$/.exec(duration)?.[1]);
