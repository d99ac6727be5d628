/** A policy cannot name an account that does not exist, and a new one is not everywhere at once. */
import { Refusal } from "../errors";
import { grantsIn } from "../iam/grants";
import type { Rule } from "../rule";
import { isMissing } from "./accounts";

export class AccountDoesNotExist extends Refusal {
  constructor(email: string) {
    super(400, "badRequest", `Service account ${email} does not exist.`);
  }
}

export const memberExists: Rule = {
  name: "member-exists",
  demands: "The accounts that a grant names exist.",
  answer: "400 badRequest: Service account … does not exist.",
  sources: ["GoogleCloudPlatform/generative-ai#944", "GoogleCloudPlatform/genai-for-marketing#139"],
  before: ["create", "update"],
  check({ type, id, inputs, project, world }) {
    for (const { member } of grantsIn({ type: type.token, id, inputs })) {
      const email = /^serviceAccount:(.*)$/.exec(member)?.[1];
      if (email !== undefined && isMissing(world, project, email)) throw new AccountDoesNotExist(email);
    }
  },
};
