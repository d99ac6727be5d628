import type { Behaviours } from "../behaviour";
import { holders, undeclaredHolders } from "../references";
import { planOfColumns } from "./schema-change";

export const behaviour: Behaviours = {
  "gcp:bigquery/dataset:Dataset": {
    outputs: () => ({
      // Who may do what in a dataset that names nobody (cloud.google.com/bigquery/docs/access-control-basic-roles).
      accesses: [
        { role: "WRITER", specialGroup: "projectWriters" },
        { role: "OWNER", specialGroup: "projectOwners" },
        { role: "READER", specialGroup: "projectReaders" },
      ],
      defaultCollation: "",
      isCaseInsensitive: false,
      maxTimeTravelHours: "168",
    }),
    contents(dataset, world) {
      const records = undeclaredHolders(world, dataset);
      const count = records.length + (dataset.contents ?? 0);
      if (count === 0 || dataset.inputs.deleteContentsOnDestroy === true) return undefined;
      const remedy = "delete them, or set deleteContentsOnDestroy and run `up`";
      return { count, of: "table", canBeEmptied: false, remedy, records };
    },
    deletesToo: (dataset, world) => (dataset.inputs.deleteContentsOnDestroy === true ? holders(world, dataset) : []),
  },
  "gcp:bigquery/table:Table": {
    plan: planOfColumns,
    outputs: ({ inputs }) => ({
      type: inputs.view ? "VIEW" : inputs.materializedView ? "MATERIALIZED_VIEW" : "TABLE",
      numBytes: 0,
      numLongTermBytes: 0,
      numRows: 0,
    }),
  },
};
