/** Versions of a secret, and grants on it, come after it. */
import { Refusal } from "../errors";
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
    const named = String(inputs.secret ?? inputs.secretId);
    const [, itsProject = project, secret = named] = /^projects\/([^/]+)\/secrets\/([^/]+)$/.exec(named) ?? [];
    if (itsProject !== project) return; // secrets of other projects are not ours to tell
    if (!world.get("gcp:secretmanager/secret:Secret", `projects/${project}/secrets/${secret}`))
      throw new NoSuchSecret(projectNumber(world, project, {}), secret);
  },
};
