/** A URL map's rules for hosts name its path matchers. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectsOf } from "../typed";

export class NoSuchPathMatcher extends Refusal {
  constructor(index: number, name: unknown) {
    super(
      400,
      "invalid",
      `Invalid value for field 'resource.hostRules[${index}].pathMatcher': '${name}'. Bad path matcher name specified in host rule`,
    );
  }
}

export const pathMatcherExists: Rule = {
  name: "path-matcher-exists",
  demands: "The path matcher that a rule for hosts names is one of its URL map.",
  answer:
    "400 invalid: Invalid value for field 'resource.hostRules[0].pathMatcher': '…'. Bad path matcher name specified in host rule",
  sources: ["hashicorp/terraform-provider-google#21069"],
  types: ["gcp:compute/uRLMap:URLMap"],
  before: ["create", "update"],
  check({ inputs }) {
    const names = new Set(objectsOf(inputs.pathMatchers).map(({ name }) => name));
    for (const [index, { pathMatcher }] of objectsOf(inputs.hostRules).entries())
      if (!names.has(pathMatcher)) throw new NoSuchPathMatcher(index, pathMatcher);
  },
};
