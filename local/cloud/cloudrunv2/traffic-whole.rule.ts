/** All requests go somewhere. No source for the words was found: they are ours. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { trafficOf } from "./revisions";

export class TrafficNotWhole extends Refusal {
  constructor(percent: number) {
    super(400, "badRequest", `traffic: the percents of all targets must add up to 100, and these are ${percent}.`);
  }
}

export const trafficWhole: Rule = {
  name: "traffic-whole",
  demands: "The shares of a service's traffic add up to all of it.",
  answer: "400 badRequest",
  sources: [
    "https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration",
    "no source found for the answer: the words are ours",
  ],
  types: ["gcp:cloudrunv2/service:Service"],
  before: ["create", "update"],
  check({ inputs }) {
    const total = trafficOf(inputs).reduce((sum, { percent }) => sum + percent, 0);
    if (total !== 100) throw new TrafficNotWhole(total);
  },
};
