/** Versions of a secret, and grants on it, come after it. */
import { Refusal } from "../errors";
import { named } from "../named";
import { projectNumber } from "../projects/number";
import type { Rule } from "../rule";

export class NoSuchSecret extends Refusal {
  constructor(number: string, secret: string) {
    super(404, "", `Secret [projects/${number}/secrets/${secret}] not found.`);
  }
}

export const secretExists: Rule = {
  name: "secret-exists",
  demands: "A secret exists before its versions and the grants on it.",
  answer: "404: Secret [projects/…/secrets/…] not found.",
  sources: ["the words: an answer to a provider's read of a secret's policy, found in a public log"],
  types: ["gcp:secretmanager/secretVersion:SecretVersion", "gcp:secretmanager/secretIamMember:SecretIamMember"],
  before: ["create"],
  check({ inputs, project, world }) {
    const secret = named("secrets", inputs.secret ?? inputs.secretId, project);
    // What is of another project is not ours to tell.
    if (secret.project === project && !world.get("gcp:secretmanager/secret:Secret", secret.id))
      throw new NoSuchSecret(projectNumber(world, project, {}), secret.name);
  },
};
