/** The protection that the API has, beside the provider's own `deletionProtection`. */
import type { PropertyMap } from "../../values";
import type { ResourceType } from "../catalogue";
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { instanceType, settingsOf } from "./instances";

export class InstanceProtected extends Refusal {
  readonly property = "settings.deletionProtectionEnabled";

  constructor() {
    super(
      400,
      "",
      "The instance is protected. Please disable the deletion protection and try again. To disable deletion " +
        "protection, update the instance settings with deletionProtectionEnabled set to false.",
    );
  }
}

export const unprotected: Rule = {
  name: "sql-unprotected",
  demands:
    "An instance whose settings protect it (deletionProtectionEnabled) is unprotected by an update before it goes.",
  answer:
    "400: The instance is protected. Please disable the deletion protection and try again. To disable deletion " +
    "protection, update the instance settings with deletionProtectionEnabled set to false.",
  sources: [
    "https://cloud.google.com/sql/docs/postgres/deletion-protection (that it is refused)",
    "the words: an answer to gcloud sql instances delete, found in a public test that kept it",
  ],
  types: [instanceType],
  before: ["delete"],
  check({ type, inputs }) {
    const refusal = instanceProtection(type, inputs);
    if (refusal) throw refusal;
  },
};

/** Why Cloud SQL would not delete an instance with these inputs or outputs. */
export function instanceProtection({ token }: ResourceType, state: PropertyMap): InstanceProtected | undefined {
  if (token !== instanceType || state.deletionPolicy === "ABANDON") return undefined;
  return settingsOf(state).deletionProtectionEnabled === true ? new InstanceProtected() : undefined;
}
