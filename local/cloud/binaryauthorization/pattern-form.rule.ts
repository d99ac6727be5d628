/** A pattern for images ends in its wildcard, and never leaves the registry open. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { patternsOf, policyType } from "./policy";

export class BadImagePattern extends Refusal {
  constructor(pattern: string) {
    super(
      400,
      "",
      `invalid name pattern ${JSON.stringify(pattern)}: a wildcard may stand at the end alone, after registry/`,
    );
  }
}

export const patternForm: Rule = {
  name: "image-pattern-form",
  demands: "A pattern of exempt images has its wildcard, * or **, at the end alone and after the registry.",
  answer: "400: a wildcard may stand at the end alone, after registry/",
  sources: [
    "https://cloud.google.com/binary-authorization/docs/policy-yaml-reference#admissionwhitelistpatterns",
    "https://cloud.google.com/binary-authorization/docs/reference/rest/v1/Policy#AdmissionWhitelistPattern",
    "the words are ours",
  ],
  types: [policyType],
  before: ["create", "update"],
  check({ inputs }) {
    for (const pattern of patternsOf(inputs))
      if (!/^[^*]+$|^[^*/]+\/[^*]*\*{1,2}$/.test(pattern)) throw new BadImagePattern(pattern);
  },
};
