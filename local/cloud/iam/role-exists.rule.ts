/** A custom role is given where it, or what it lies in, is: a project's role in that project. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { grantsIn } from "./grants";

export class RoleOutsideHierarchy extends Refusal {
  constructor(role: string) {
    super(400, "badRequest", `Role (${role}) does not exist in the resource's hierarchy.`);
  }
}

export const roleExists: Rule = {
  name: "role-exists",
  demands: "A custom role that is granted exists, in the project of what it is granted on.",
  answer: "400 badRequest: Role (…) does not exist in the resource's hierarchy.",
  sources: ["hashicorp/terraform-provider-google#6923", "the words for a custom role: answers to public programs"],
  before: ["create"],
  check({ type, id, inputs, project, world }) {
    for (const { role, place } of grantsIn({ type: type.token, id, inputs })) {
      const home = /^projects\/([^/]+)\/roles\//.exec(role)?.[1];
      if (home === undefined) continue;
      // A bucket's name does not tell its project.
      const isOutside = home !== project && (place === project || place.startsWith(`projects/${project}/`));
      const isMissing = home === project && !world.get("gcp:projects/iAMCustomRole:IAMCustomRole", role);
      if (isOutside || isMissing) throw new RoleOutsideHierarchy(role);
    }
  },
};
