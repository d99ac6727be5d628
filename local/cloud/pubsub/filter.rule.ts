/** A subscription's filter is read when the subscription is made. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { textOf } from "../typed";
import { mistakeIn } from "./filter";

export class InvalidFilter extends Refusal {
  constructor(what: string) {
    super(400, "", `Invalid subscription filter: ${what}.`);
  }
}

export const subscriptionFilter: Rule = {
  name: "subscription-filter",
  demands:
    "A subscription's filter is written in Pub/Sub's language, of conditions on attributes; AND and OR together have " +
    "parentheses.",
  answer: "400: no source of the answer was found, and the words are ours.",
  sources: ["https://docs.cloud.google.com/pubsub/docs/subscription-message-filter (the language)"],
  types: ["gcp:pubsub/subscription:Subscription"],
  before: ["create"],
  check({ inputs }) {
    const filter = textOf(inputs.filter);
    const mistake = filter?.trim() ? mistakeIn(filter) : undefined;
    if (mistake !== undefined) throw new InvalidFilter(mistake);
  },
};
