/** A matcher of a URL map asks path rules, the longest path first, or route rules, in their order. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectsOf } from "../typed";

export class MatcherInvalid extends Refusal {
  constructor(index: number, why: string) {
    super(400, "invalid", `Invalid value for field 'resource.pathMatchers[${index}]': '{ }'. ${why}`);
  }
}

export const matcherRules: Rule = {
  name: "url-map-matcher-rules",
  demands: "A path matcher has path rules or route rules, not both; route rules have priorities that rise.",
  answer: "400 invalid: Invalid value for field 'resource.pathMatchers[…]'",
  sources: [
    "https://cloud.google.com/compute/docs/reference/rest/v1/urlMaps (pathRules, routeRules, priority)",
    "the words after the field are ours",
  ],
  types: ["gcp:compute/uRLMap:URLMap"],
  before: ["create", "update"],
  check({ inputs }) {
    objectsOf(inputs.pathMatchers).forEach((matcher, i) => {
      const pathRules = objectsOf(matcher.pathRules);
      const routeRules = objectsOf(matcher.routeRules);
      if (pathRules.length > 0 && routeRules.length > 0)
        throw new MatcherInvalid(i, "Only one of pathRules or routeRules must be set.");
      const priorities = routeRules.map(({ priority }) => Number(priority));
      if (priorities.some((priority, at) => at > 0 && priority <= (priorities[at - 1] as number)))
        throw new MatcherInvalid(i, "Route rules must be in the order of their priorities, and no two have the same.");
    });
  },
};
