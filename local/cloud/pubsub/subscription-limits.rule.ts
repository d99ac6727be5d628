/** How long Pub/Sub waits for an answer, and how often it tries. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf } from "../typed";

export class OutsideLimits extends Refusal {
  constructor(field: string, value: number, least: number, most: number) {
    super(400, "", `Invalid ${field}: ${value}. It must be between ${least} and ${most}.`);
  }
}

const limits = { ack_deadline_seconds: [10, 600], max_delivery_attempts: [5, 100] } as const;

export const subscriptionLimits: Rule = {
  name: "subscription-limits",
  demands:
    "A subscription waits 10 to 600 seconds for an answer, and tries 5 to 100 times before it gives a message up.",
  answer: "400: no source of the answer was found, and the words are ours.",
  sources: ["googleapis/googleapis google/pubsub/v1/pubsub.proto (ack_deadline_seconds, max_delivery_attempts)"],
  types: ["gcp:pubsub/subscription:Subscription"],
  before: ["create", "update"],
  check({ inputs }) {
    const given = {
      ack_deadline_seconds: inputs.ackDeadlineSeconds,
      max_delivery_attempts: objectOf(inputs.deadLetterPolicy).maxDeliveryAttempts,
    };
    for (const [field, [least, most]] of Object.entries(limits)) {
      const value = given[field as keyof typeof given];
      // 0, and what is left out, is the API's own choice.
      if (typeof value === "number" && value !== 0 && (value < least || value > most))
        throw new OutsideLimits(field, value, least, most);
    }
  },
};
