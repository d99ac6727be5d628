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
    text: string,
  ) {
    super(text);
  }
}

/** Types of which the provider says it in words of their own. */
const protectedWords: Readonly<Record<string, string>> = {
  "gcp:sql/databaseInstance:DatabaseInstance":
    "Error, failed to delete instance because deletionProtection is set to true. Set it to false to proceed with instance deletion",
};
const preventedWords: Readonly<Record<string, string>> = {
  "gcp:organizations/project:Project": "Cannot destroy project as deletionPolicy is set to PREVENT.",
};

/** Why the provider would not delete a resource with these inputs or outputs. */
export function deletionProtection(
  { token, inputs }: ResourceType,
  id: string,
  state: PropertyMap,
): DeletionProtected | undefined {
  if (state.deletionPolicy === "ABANDON") return undefined; // nothing is deleted
  const [, service = "", noun = ""] = /^gcp:(\w+)\/\w+:(\w+)$/.exec(token) ?? [];
  if (inputs.deletionProtection && state.deletionProtection === true)
    return new DeletionProtected(
      "deletionProtection",
      protectedWords[token] ??
        `cannot destroy ${noun.toLowerCase()} ${id} without setting deletionProtection=false and running \`pulumi up\``,
    );
  if (inputs.deletionPolicy && state.deletionPolicy === "PREVENT")
    return new DeletionProtected(
      "deletionPolicy",
      preventedWords[token] ??
        `cannot destroy ${service[0]?.toUpperCase()}${service.slice(1)}${noun} ${id} without setting ` +
          'deletionPolicy="DELETE" and running `pulumi up`',
    );
  return undefined;
}

export const deletionAllowed: Rule = {
  name: "deletion-allowed",
  demands: "What is protected is unprotected by an update of its own before it is deleted or replaced.",
  answer: "cannot destroy … without setting deletionProtection=false and running `pulumi up` (the provider's own)",
  sources: [
    "hashicorp/terraform-provider-google google/services/cloudrunv2/resource_cloud_run_v2_service.go",
    "hashicorp/terraform-provider-google google/services/compute/resource_compute_network.go (a policy)",
    "hashicorp/terraform-provider-google google/services/sql/resource_sql_database_instance.go",
    "the id in the words is ours",
  ],
  before: ["delete"],
  check({ type, id, inputs }) {
    const refusal = deletionProtection(type, id, inputs);
    if (refusal) throw refusal;
  },
};
