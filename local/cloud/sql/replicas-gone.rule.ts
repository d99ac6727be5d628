/** A primary goes after its replicas. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { instanceType } from "./instances";

export class HasReplicas extends Refusal {
  constructor() {
    super(
      400,
      "errorReplicationMasterInvalidOperation",
      "The requested operation is not valid for a replication master instance.",
    );
  }
}

export const replicasGone: Rule = {
  name: "sql-replicas-gone",
  demands: "An instance is deleted after its replicas.",
  answer:
    "400 errorReplicationMasterInvalidOperation: The requested operation is not valid for a replication master instance.",
  sources: ["GoogleCloudPlatform/gcp-service-broker#466", "crossplane-contrib/provider-gcp#473"],
  types: [instanceType],
  before: ["delete"],
  check({ id, inputs, project, world }) {
    const replicates = [inputs.name, `${project}:${inputs.name}`, id];
    const replica = world
      .ofType(instanceType)
      .some(
        (other) => other.inputs.project === project && replicates.includes(other.inputs.masterInstanceName as string),
      );
    if (replica) throw new HasReplicas();
  },
};
