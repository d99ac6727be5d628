import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Program, type RuleCase, region } from "./kit";

const declareDataset = (declare: Declare, inputs: Inputs = {}, name = "events") =>
  declare("bigquery/dataset:Dataset", name, { datasetId: "events", location: region, ...inputs });

const declareTable = (declare: Declare, options = {}, inputs: Inputs = {}) =>
  declare(
    "bigquery/table:Table",
    "pulls",
    { datasetId: "events", tableId: "pulls", deletionProtection: false, ...inputs },
    options,
  );

const both =
  (dataset: Inputs = {}): Program =>
  (declare) =>
    declareTable(declare, { dependsOn: declareDataset(declare, dataset) });

const reader = { role: "roles/bigquery.dataViewer", member: "user:ada@example.dev" };

const nothing: Program = () => undefined;

export const cases: RuleCase[] = [
  {
    rule: "dataset-exists",
    claim: "a table before its dataset",
    broken: (declare) => declareTable(declare),
    says: /Error 404: Not found: Dataset flotilla-dev:events, notFound/,
    repaired: both(),
  },
  {
    rule: "dataset-exists",
    claim: "a grant on a dataset that nobody made",
    broken: (declare) =>
      declare("bigquery/datasetIamMember:DatasetIamMember", "reads", { datasetId: "events", ...reader }),
    says: /Error 404: Not found: Dataset flotilla-dev:events, notFound/,
    repaired: (declare) =>
      declare("bigquery/datasetIamMember:DatasetIamMember", "reads", {
        datasetId: declareDataset(declare).datasetId,
        ...reader,
      }),
  },
  {
    rule: "dataset-empty",
    claim: "a dataset before its table",
    broken: [both(), (declare) => declareTable(declare)],
    says: /Error 400: Dataset flotilla-dev:events is still in use, resourceInUse/,
    repaired: [both(), nothing],
  },
  {
    rule: "dataset-empty",
    claim: "a dataset with a table that nobody declared",
    broken: [
      (declare) => declareDataset(declare),
      (_declare, world) => {
        for (const dataset of world.ofType("gcp:bigquery/dataset:Dataset")) world.put({ ...dataset, contents: 1 });
      },
    ],
    says: /Error 400: Dataset flotilla-dev:events is still in use, resourceInUse/,
    repaired: [
      (declare) => declareDataset(declare, { deleteContentsOnDestroy: true }),
      (_declare, world) => {
        for (const dataset of world.ofType("gcp:bigquery/dataset:Dataset")) world.put({ ...dataset, contents: 1 });
      },
    ],
  },
  {
    rule: "deletion-allowed",
    claim: "a table that is protected, as all are by default",
    broken: [
      (declare) => {
        declareTable(declare, { dependsOn: declareDataset(declare) }, { deletionProtection: undefined });
      },
      nothing,
    ],
    says: /cannot destroy table .*deletionProtection=false/,
    repaired: [both(), nothing],
  },
  {
    rule: "name-free",
    claim: "a dataset of an id that another has",
    broken: (declare) => {
      const { datasetId } = declareDataset(declare);
      declareDataset(declare, { datasetId }, "second");
    },
    says: /Error 409: Already Exists: Dataset flotilla-dev:events, duplicate/,
    repaired: (declare) => {
      declareDataset(declare);
      declareDataset(declare, { datasetId: "events_2" }, "second");
    },
  },
];
