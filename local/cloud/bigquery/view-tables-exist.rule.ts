/** BigQuery reads a view's query when the view is made, and looks up the tables in it. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { queryOf, type TableName, tablesIn } from "./view";

class NotFoundInLocation extends Refusal {
  constructor(what: string, location: unknown) {
    super(404, "notFound", `Not found: ${what} was not found in location ${location ?? "US"}`);
  }
}

export class NoSuchQueriedDataset extends NotFoundInLocation {
  constructor({ project, dataset }: TableName, location: unknown) {
    super(`Dataset ${project}:${dataset}`, location);
  }
}

export class NoSuchQueriedTable extends NotFoundInLocation {
  constructor({ project, dataset, table }: TableName, location: unknown) {
    super(`Table ${project}:${dataset}.${table}`, location);
  }
}

const datasetType = "gcp:bigquery/dataset:Dataset";

export const viewTablesExist: Rule = {
  name: "view-tables-exist",
  demands:
    "The tables that a view reads exist before it, in its location. (Only those whose names are whole are looked up, and " +
    "nothing else of the query is judged.)",
  answer: "404 notFound: Not found: Table …:….… was not found in location …",
  sources: [
    "mozilla/bigquery-etl#2413 (a table)",
    "mozilla/bigquery-etl#1409 (a dataset)",
    "https://cloud.google.com/bigquery/docs/views (a view is in one location with what it reads)",
  ],
  types: ["gcp:bigquery/table:Table"],
  before: ["create", "update"],
  check({ inputs, project, world, existing }) {
    const query = queryOf(inputs);
    if (query === undefined || (existing && queryOf(existing.inputs) === query)) return;
    const home = world.get(datasetType, `projects/${project}/datasets/${inputs.datasetId}`);
    const location = home?.inputs.location;
    for (const read of tablesIn(query, project)) {
      if (read.project !== project) continue; // what is of another project is not ours to tell
      const id = `projects/${read.project}/datasets/${read.dataset}`;
      const dataset = world.get(datasetType, id);
      if (!dataset || !isSame(dataset.inputs.location, location)) throw new NoSuchQueriedDataset(read, location);
      if (!world.get("gcp:bigquery/table:Table", `${id}/tables/${read.table}`))
        throw new NoSuchQueriedTable(read, location);
    }
  },
};

const isSame = (one: unknown, other: unknown) =>
  String(one ?? "US").toLowerCase() === String(other ?? "US").toLowerCase();
