/**
 * A flag in the state alone: the provider refuses before it asks the cloud, and the flag must be turned off by an update
 * of its own (cloud-facts, section 6, 1; resource_cloud_run_v2_service.go), here in Pulumi's words.
 */
import type { PropertyMap } from "../../values";
import type { ResourceType } from "../catalogue";
import { ProviderRefusal } from "../errors";
import type { Rule } from "../rule";

export class DeletionProtected extends ProviderRefusal {
  constructor(
    readonly property: "deletionProtection" | "deletionPolicy",
    what: string,
    remedy: string,
  ) {
    super(`cannot destroy ${what} without setting ${property}=${remedy} and running \`pulumi up\``);
  }
}

/** Why the provider would not delete a resource with these inputs or outputs. */
export function deletionProtection(type: ResourceType, id: string, state: PropertyMap): DeletionProtected | undefined {
  if (state.deletionPolicy === "ABANDON") return undefined; // nothing is deleted
  const noun = (type.token.split(":").at(-1) as string).toLowerCase();
  if (type.inputs.deletionProtection && state.deletionProtection === true)
    return new DeletionProtected("deletionProtection", noun, "false");
  if (type.inputs.deletionPolicy && state.deletionPolicy === "PREVENT")
    return new DeletionProtected("deletionPolicy", JSON.stringify(id), '"DELETE"');
  return undefined;
}

export const deletionAllowed: Rule = {
  name: "deletion-allowed",
  demands: "What is protected is unprotected by an update of its own before it is deleted or replaced.",
  answer: "cannot destroy … without setting deletionProtection=false and running `pulumi up` (the provider's own)",
  sources: ["hashicorp/terraform-provider-google google/services/cloudrunv2/resource_cloud_run_v2_service.go"],
  before: ["delete"],
  check({ type, id, inputs }) {
    const refusal = deletionProtection(type, id, inputs);
    if (refusal) throw refusal;
  },
};
