/** A revision is never changed, so its name stands for what was deployed under it. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { contentOf, namedRevision } from "./revisions";

export class RevisionTaken extends Refusal {
  constructor(revision: string) {
    super(409, "", `Revision named '${revision}' with different configuration already exists.`);
  }
}

export const revisionKept: Rule = {
  name: "revision-kept",
  demands: "A revision that is named is new, or was deployed under that name just so.",
  answer: "409: Revision named '…' with different configuration already exists.",
  sources: ["googleapis/google-cloud-python#14259", "hashicorp/terraform-provider-google#14569"],
  types: ["gcp:cloudrunv2/service:Service", "gcp:cloudrunv2/workerPool:WorkerPool"],
  before: ["update"],
  check({ inputs, existing }) {
    const revision = namedRevision(inputs);
    const content = existing?.revisions?.[revision ?? ""];
    if (revision !== undefined && content !== undefined && content !== contentOf(inputs))
      throw new RevisionTaken(revision);
  },
};
