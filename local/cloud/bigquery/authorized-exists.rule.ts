/** A data set whose views may read another data set, which their readers may not. */
import type { PropertyMap } from "../../values";
import type { Rule } from "../rule";
import { objectOf, objectsOf, textOf } from "../typed";
import { NoSuchDataset } from "./dataset-exists.rule";

export const authorizedExists: Rule = {
  name: "authorized-dataset-exists",
  demands: "A data set that is authorized to read another exists before it is.",
  answer: "404 notFound: Not found: Dataset …:…",
  sources: [
    "https://cloud.google.com/bigquery/docs/authorized-datasets",
    "googleapis/google-cloud-python#3351 (BigQuery looks up whom an access names)",
    "the words: those for a dataset that is missing elsewhere",
  ],
  types: ["gcp:bigquery/dataset:Dataset", "gcp:bigquery/datasetAccess:DatasetAccess"],
  before: ["create", "update"],
  check({ inputs, project, world, existing }) {
    const before = existing ? authorizedIn(existing.inputs).map((one) => one.id) : [];
    for (const { home, name, id } of authorizedIn(inputs)) {
      // What is of another project is not ours to tell; what was named before is not looked up again.
      if (home !== project || before.includes(id)) continue;
      if (!world.get("gcp:bigquery/dataset:Dataset", id)) throw new NoSuchDataset(home, name);
    }
  },
};

function authorizedIn(inputs: PropertyMap): { home: string; name: string; id: string }[] {
  const inDataset = objectsOf(inputs.accesses).map(({ dataset }) => objectOf(objectOf(dataset).dataset));
  const alone = objectOf(objectOf(inputs.authorizedDataset).dataset);
  return [...inDataset, alone].flatMap(({ projectId, datasetId }) => {
    const [home, name] = [textOf(projectId), textOf(datasetId)];
    return home && name ? [{ home, name, id: `projects/${home}/datasets/${name}` }] : [];
  });
}
