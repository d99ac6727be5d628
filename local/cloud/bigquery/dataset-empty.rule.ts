/** A dataset goes after its tables, unless `deleteContentsOnDestroy` lets them go with it. */
import { Refusal } from "../errors";
import { holders } from "../references";
import type { Rule } from "../rule";

export class DatasetInUse extends Refusal {
  constructor(project: string, dataset: unknown) {
    super(400, "resourceInUse", `Dataset ${project}:${dataset} is still in use`);
  }
}

export const datasetEmpty: Rule = {
  name: "dataset-empty",
  demands: "A dataset has no tables when it is deleted, or has deleteContentsOnDestroy.",
  answer: "400 resourceInUse: Dataset …:… is still in use",
  sources: ["hashicorp/terraform-provider-google#6688", "terraform-google-modules/terraform-google-bigquery#78"],
  types: ["gcp:bigquery/dataset:Dataset"],
  before: ["delete"],
  check({ inputs, project, world, existing }) {
    if (!existing || inputs.deleteContentsOnDestroy === true) return;
    if (holders(world, existing).length > 0 || (existing.contents ?? 0) > 0)
      throw new DatasetInUse(project, inputs.datasetId);
  },
};
