/** A policy that asks for attestations says whose, and they are there. */
import { Refusal } from "../errors";
import { named } from "../named";
import type { Rule } from "../rule";
import { objectOf, objectsOf, textsOf } from "../typed";
import { attestorType, policyType } from "./policy";

export class BadAdmissionRule extends Refusal {
  constructor(text: string) {
    super(400, "", text);
  }
}

export const attestorsExist: Rule = {
  name: "attestors-exist",
  demands: "A rule for images names attestors that exist where it requires attestations, and none where it does not.",
  answer: "400: require_attestations_by must be non-empty / must be empty / attestor … does not exist",
  sources: [
    "https://cloud.google.com/binary-authorization/docs/reference/rest/v1/AdmissionRule (requireAttestationsBy)",
    "the words are ours",
  ],
  types: [policyType],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    for (const rule of [objectOf(inputs.defaultAdmissionRule), ...objectsOf(inputs.clusterAdmissionRules)]) {
      const attestors = textsOf(rule.requireAttestationsBies);
      const required = rule.evaluationMode === "REQUIRE_ATTESTATION";
      if (required !== attestors.length > 0)
        throw new BadAdmissionRule(
          `require_attestations_by must be ${required ? "non-empty" : "empty"} when evaluation_mode is ${String(rule.evaluationMode)}`,
        );
      for (const attestor of attestors) {
        const one = named("attestors", attestor, project);
        // What is of another project is not ours to tell.
        if (one.project === project && !world.get(attestorType, one.id))
          throw new BadAdmissionRule(`attestor ${one.id} does not exist`);
      }
    }
  },
};
