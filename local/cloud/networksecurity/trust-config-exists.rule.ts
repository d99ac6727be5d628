import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf, textOf } from "../typed";
import { policyType, trustConfigNamed, trustConfigType } from "./trust-configs";

export class TrustConfigMissing extends Refusal {
  constructor(text: string) {
    super(400, "", text);
  }
}

export const trustConfigExists: Rule = {
  name: "trust-config-exists",
  demands: "A policy that refuses bad client certificates names a trust config that exists.",
  answer: "400: client validation trust config is required / trust config … does not exist",
  sources: [
    "https://cloud.google.com/load-balancing/docs/reference/network-security/rest/v1/projects.locations.serverTlsPolicies#MTLSPolicy",
    "the words are ours",
  ],
  types: [policyType],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const mode = textOf(objectOf(inputs.mtlsPolicy).clientValidationMode);
    const named = trustConfigNamed({ project, ...inputs });
    if (named === undefined && mode === "REJECT_INVALID")
      throw new TrustConfigMissing("client validation trust config is required");
    if (named !== undefined && !world.get(trustConfigType, named))
      throw new TrustConfigMissing(`trust config ${named} does not exist`);
  },
};
