/** BigQuery has two languages, and a view says in which it is. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { objectOf } from "../typed";
import { queryOf } from "./view";

export class NotLegacySql extends Refusal {
  constructor() {
    super(400, "invalidQuery", 'Encountered " "`". This query is in standard SQL; set useLegacySql to false.');
  }
}

export const viewLanguage: Rule = {
  name: "view-language",
  demands:
    "A view whose query quotes names with backticks is in standard SQL: useLegacySql is false. Left out, the provider asks " +
    "for the legacy language.",
  answer: "400 invalidQuery: no source of the whole answer was found, and most words are ours.",
  sources: [
    "hashicorp/terraform-provider-google google/services/bigquery/resource_bigquery_table.go (use_legacy_sql, default true)",
    "https://cloud.google.com/bigquery/docs/reference/legacy-sql (names stand in brackets)",
  ],
  types: ["gcp:bigquery/table:Table"],
  before: ["create", "update"],
  check({ inputs }) {
    const isLegacy = objectOf(inputs.view).useLegacySql !== false;
    if (isLegacy && queryOf(inputs)?.includes("`")) throw new NotLegacySql();
  },
};
