/** Traffic goes to revisions that are there: kept from before, or made by this very change. */
import { OperationFailed } from "../errors";
import type { Operation, Rule } from "../rule";
import { namedRevision, trafficOf } from "./revisions";

export class RevisionMissing extends OperationFailed {
  constructor(operation: Operation, revision: string) {
    super(
      `${operation === "create" ? "Creating" : "Updating"} Service`,
      13,
      `Revision '${revision}' does not exist or is deleted. Update all traffic to route to currently available revisions.`,
    );
  }
}

export const revisionExists: Rule = {
  name: "revision-exists",
  demands: "A revision that traffic is sent to exists: the service has had it, or this change makes it.",
  answer:
    "Error code 13, message: Revision '…' does not exist or is deleted. Update all traffic to route to currently " +
    "available revisions.",
  sources: ["terraform-google-modules/terraform-docs-samples#269", "google-github-actions/deploy-cloudrun#12"],
  types: ["gcp:cloudrunv2/service:Service"],
  before: ["create", "update"],
  check({ operation, inputs, existing }) {
    const known = [...Object.keys(existing?.revisions ?? {}), namedRevision(inputs)];
    for (const { revision } of trafficOf(inputs))
      if (revision !== undefined && !known.includes(revision)) throw new RevisionMissing(operation, revision);
  },
};
