/** What the cases of several policies have in common: a table, and a subscription that writes into one. */
import type { CaseResource } from "../cases";
import type { Props, Value } from "../values";

export const table = (more: Props = {}): CaseResource => ({
  type: "gcp:bigquery/table:Table",
  name: "pulls",
  props: { datasetId: "events", tableId: "pulls", ...more },
});

export const writes = (into: Value, madeFrom: string[] = []): CaseResource => ({
  type: "gcp:pubsub/subscription:Subscription",
  name: "record",
  props: { topic: "pulls", bigqueryConfig: { table: into } },
  madeFrom: { bigqueryConfig: madeFrom },
});
