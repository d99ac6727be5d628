/** Tables of a dataset, and access to it, come after it. */
import { Refusal } from "../errors";
import { named } from "../named";
import type { Rule } from "../rule";

export class NoSuchDataset extends Refusal {
  constructor(project: string, dataset: string) {
    super(404, "notFound", `Not found: Dataset ${project}:${dataset}`);
  }
}

export const datasetExists: Rule = {
  name: "dataset-exists",
  demands: "A dataset exists before its tables and the access to it.",
  answer: "404 notFound: Not found: Dataset …:…",
  sources: [
    "https://cloud.google.com/bigquery/docs/error-messages (notFound)",
    "the words: what public programs look for in an answer",
  ],
  types: [
    "gcp:bigquery/datasetAccess:DatasetAccess",
    "gcp:bigquery/datasetIamBinding:DatasetIamBinding",
    "gcp:bigquery/datasetIamMember:DatasetIamMember",
    "gcp:bigquery/table:Table",
  ],
  before: ["create"],
  check({ inputs, project, world }) {
    const dataset = named("datasets", inputs.datasetId, project);
    // What is of another project is not ours to tell.
    if (dataset.project === project && !world.get("gcp:bigquery/dataset:Dataset", dataset.id))
      throw new NoSuchDataset(project, dataset.name);
  },
};
