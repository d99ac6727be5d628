/** What a security policy can do follows from its type. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf, objectsOf, textOf } from "../typed";

export class NotAtTheEdge extends Refusal {
  constructor(index: number, what: string) {
    super(
      400,
      "invalid",
      `Invalid value for field 'resource.rules[${index}]': ''. Security policies of type CLOUD_ARMOR_EDGE do not support ${what}.`,
    );
  }
}

export const securityPolicyType: Rule = {
  name: "security-policy-type",
  demands: "A security policy of type CLOUD_ARMOR_EDGE has neither rule sets nor rate limits.",
  answer: "400 invalid: no source of the answer was found, and the words are ours.",
  sources: ["https://cloud.google.com/armor/docs/security-policy-overview (features by type)"],
  types: ["gcp:compute/securityPolicy:SecurityPolicy"],
  before: ["create", "update"],
  check({ inputs }) {
    if (inputs.type !== "CLOUD_ARMOR_EDGE") return;
    for (const [index, { action, match }] of objectsOf(inputs.rules).entries()) {
      const expression = textOf(objectOf(objectOf(match).expr).expression) ?? "";
      if (expression.includes("evaluatePreconfigured")) throw new NotAtTheEdge(index, "preconfigured rule sets");
      if (action === "throttle" || action === "rate_based_ban") throw new NotAtTheEdge(index, "rate limits");
    }
  },
};
