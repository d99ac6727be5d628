import { type Declare, type Declared, type Program, project, type RuleCase, region } from "./kit";

const dataset = (declare: Declare, datasetId: string, inputs = {}): Declared =>
  declare("bigquery/dataset:Dataset", datasetId, { datasetId, location: region, ...inputs });

const table = (declare: Declare, datasetId: string, tableId: string, inputs = {}, dependsOn: Declared[] = []) =>
  declare("bigquery/table:Table", tableId, { datasetId, tableId, deletionProtection: false, ...inputs }, { dependsOn });

/** A view in one data set, and the table `pulls` in another, or not. */
const view =
  (query: string, made = true): Program =>
  (declare) => {
    const recorded = dataset(declare, "recorded");
    const before = made
      ? [table(declare, "recorded", "pulls", { schema: "[]" }, [recorded]), dataset(declare, "shown")]
      : [dataset(declare, "shown")];
    table(declare, "shown", "pulls-once", { view: { query, useLegacySql: false } }, before);
  };

/** A view in whatever language is said. */
const spoken =
  (query: string, useLegacySql?: boolean): Program =>
  (declare) => {
    const before = [table(declare, "recorded", "pulls", { schema: "[]" }, [dataset(declare, "recorded")])];
    table(
      declare,
      "recorded",
      "pulls-once",
      { view: { query, ...(useLegacySql !== undefined && { useLegacySql }) } },
      before,
    );
  };

const pulls = `SELECT id FROM \`${project}.recorded.pulls\` AS pulls`;

/** Beside the table, what only looks like one. */
const busy = [
  `WITH some AS (${pulls}) -- FROM \`${project}.recorded.gone\``,
  "SELECT id, 'FROM `recorded.gone`' FROM some JOIN some.ids CROSS JOIN UNNEST(some.ids)",
  `JOIN \`recorded\`.INFORMATION_SCHEMA.TABLES JOIN recorded.pulls JOIN \`other-project.recorded.gone\``,
].join("\n");

const authorized = (declare: Declare, datasetId: string | Declared[string] | undefined) =>
  dataset(declare, "recorded", {
    accesses: [
      { dataset: { dataset: { projectId: project, datasetId }, targetTypes: ["VIEWS"] } },
      { role: "OWNER", specialGroup: "projectOwners" },
    ],
  });

const authorizedAlone =
  (made: boolean): Program =>
  (declare) => {
    const dependsOn = [dataset(declare, "recorded"), ...(made ? [dataset(declare, "shown")] : [])];
    declare(
      "bigquery/datasetAccess:DatasetAccess",
      "shown-reads",
      {
        datasetId: "recorded",
        authorizedDataset: { dataset: { projectId: project, datasetId: "shown" }, targetTypes: ["VIEWS"] },
      },
      { dependsOn },
    );
  };

export const cases: RuleCase[] = [
  {
    rule: "view-tables-exist",
    claim: "a view on a table that nobody made",
    broken: view(pulls, false),
    says: /Error 404: Not found: Table flotilla-dev:recorded\.pulls was not found in location europe-west1, notFound/,
    repaired: view(busy),
  },
  {
    rule: "view-tables-exist",
    claim: "a view on a data set that nobody made",
    broken: view(`SELECT 1 FROM \`${project}\`.\`gone\`.pulls`),
    says: /Error 404: Not found: Dataset flotilla-dev:gone was not found in location europe-west1, notFound/,
    repaired: view(pulls),
  },
  {
    rule: "view-tables-exist",
    claim: "a view on a table in another location",
    broken: (declare) => {
      const recorded = dataset(declare, "recorded", { location: "US" });
      const before = [table(declare, "recorded", "pulls", {}, [recorded]), dataset(declare, "shown")];
      table(declare, "shown", "pulls-once", { view: { query: pulls, useLegacySql: false } }, before);
    },
    says: /Not found: Dataset flotilla-dev:recorded was not found in location europe-west1/,
    repaired: view(pulls),
  },
  {
    rule: "view-tables-exist",
    claim: "a view that is changed to read what nobody made",
    broken: [view(pulls), view(`SELECT 1 FROM [${project}:recorded.pushes]`)],
    says: /Not found: Table flotilla-dev:recorded\.pushes was not found/,
    repaired: [view(pulls), view(`SELECT 1 FROM [${project}:recorded.pulls]`)],
  },
  {
    rule: "view-language",
    claim: "a view in standard SQL that does not say so",
    broken: spoken(pulls),
    says: /Error 400: Encountered .* This query is in standard SQL; set useLegacySql to false\., invalidQuery/,
    repaired: spoken(pulls, false),
  },
  {
    rule: "view-language",
    claim: "a view in standard SQL that says that it is not",
    broken: [spoken(pulls, false), spoken(pulls, true)],
    says: /This query is in standard SQL; set useLegacySql to false/,
    repaired: [spoken(pulls, false), spoken(`SELECT id FROM [${project}:recorded.pulls]`, true)],
  },
  {
    rule: "authorized-dataset-exists",
    claim: "a data set that is authorized before it is made",
    broken: (declare) => authorized(declare, "shown"),
    says: /Error 404: Not found: Dataset flotilla-dev:shown, notFound/,
    repaired: (declare) => authorized(declare, dataset(declare, "shown").datasetId),
  },
  {
    rule: "authorized-dataset-exists",
    claim: "an access for a data set that nobody made",
    broken: authorizedAlone(false),
    says: /Error 404: Not found: Dataset flotilla-dev:shown, notFound/,
    repaired: authorizedAlone(true),
  },
];
