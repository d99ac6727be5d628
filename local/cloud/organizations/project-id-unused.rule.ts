/** The id of a project is used once, by anybody, for ever. */
import type { PropertyMap } from "../../values";
import { ProviderRefusal } from "../errors";
import type { Rule } from "../rule";

export class ProjectIdUsed extends ProviderRefusal {
  constructor({ projectId, name }: PropertyMap) {
    super(
      `error creating project ${projectId} (${name}): googleapi: Error 409: Requested entity already exists, ` +
        "alreadyExists. If you received a 403 error, make sure you have the `roles/resourcemanager.projectCreator` permission",
    );
  }
}

export const projectIdUnused: Rule = {
  name: "project-id-unused",
  demands: "A project has an id that no project has or ever had, a deleted one included.",
  answer: "409 alreadyExists: Requested entity already exists",
  sources: [
    "hashicorp/terraform-provider-google#1101",
    "hashicorp/terraform-provider-google#10267",
    "pulumi/pulumi-gcp provider/resources.go (a deleted one too)",
  ],
  types: ["gcp:organizations/project:Project"],
  before: ["create"],
  check({ type, id, inputs, world, existing }) {
    if (existing ?? world.deletedOfType(type.token).some((record) => record.id === id)) throw new ProjectIdUsed(inputs);
  },
};
