/**
 * A policy cannot name an account that does not exist, and a new one is not everywhere at once. Text:
 * GoogleCloudPlatform/generative-ai#944, GoogleCloudPlatform genai-for-marketing#139.
 */
import { resourceTypes } from "../catalogue";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { isMissing } from "./accounts";

export class AccountDoesNotExist extends Refusal {
  constructor(email: string) {
    super(400, "badRequest", `Service account ${email} does not exist.`);
  }
}

export const memberExists: Rule = {
  name: "member-exists",
  types: resourceTypes()
    .filter((type) => type.inputs.member !== undefined)
    .map((type) => type.token),
  before: ["create"],
  check({ inputs, project, world }) {
    const email = /^serviceAccount:(.*)$/.exec(String(inputs.member))?.[1];
    if (email !== undefined && isMissing(world, project, email)) throw new AccountDoesNotExist(email);
  },
};
