/**
 * Two resources of a type cannot share an id. Text for accounts: GoogleCloudPlatform/reg-reporting-blueprint#104; no source
 * was looked up for the others, whose status is 409 all the same.
 */
import { type ResourceType, serviceOf } from "../catalogue";
import { ProviderRefusal, Refusal } from "../errors";
import type { Rule } from "../rule";

export class NameTaken extends Refusal {
  constructor(type: ResourceType, id: string, project: string) {
    super(409, "alreadyExists", text(type, id, project));
  }
}

/** The provider asks first, since a deleted role is undeleted (resource_google_project_iam_custom_role.go). */
export class CustomRoleExists extends ProviderRefusal {
  constructor(id: string) {
    super(`Custom project role ${id} already exists and must be imported`);
  }
}

function text(type: ResourceType, id: string, project: string): string {
  const name = id.split("/").at(-1) as string;
  if (serviceOf(type.token) === "compute") return `The resource '${id}' already exists`;
  if (serviceOf(type.token) === "serviceaccount")
    return `Service account ${name.split("@")[0]} already exists within project projects/${project}.`;
  return `Resource '${name}' already exists.`;
}

export const nameFree: Rule = {
  name: "name-free",
  before: ["create"],
  check({ type, id, project, existing }) {
    if (!existing || type.idempotent) return;
    if (type.token === "gcp:projects/iAMCustomRole:IAMCustomRole") throw new CustomRoleExists(id);
    throw new NameTaken(type, id, project);
  },
};
