/** A schema keeps its revisions, and has room for so many. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";

const most = 20;

export class TooManyRevisions extends Refusal {
  constructor(id: string) {
    super(400, "", `${id} has ${most} revisions, and no schema has more; delete a revision before you commit another.`);
  }
}

export const schemaRevisionCount: Rule = {
  name: "schema-revision-count",
  demands: `A schema has at most ${most} revisions. Deleting one is no business of any provider's: gcloud does it.`,
  answer: "400, or another status: no source of the answer was found, and the words are ours.",
  sources: [
    "https://docs.cloud.google.com/pubsub/docs/commit-schema-revision",
    "https://docs.cloud.google.com/pubsub/docs/schemas (quotas)",
  ],
  types: ["gcp:pubsub/schema:Schema"],
  before: ["update"],
  check({ id, inputs, existing }) {
    // Nothing but the definition is changed in place, and each change is a revision.
    if (existing && existing.generation >= most && existing.inputs.definition !== inputs.definition)
      throw new TooManyRevisions(id);
  },
};
