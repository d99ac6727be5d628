import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./recorded-stays";
import { table, writes } from "./recording";

const dataset = (more: Props = {}, datasetId: Value = "events"): CaseResource => ({
  type: "gcp:bigquery/dataset:Dataset",
  name: "events",
  props: { datasetId, ...more },
});

const into = writes("example.events.pulls");
const day = 24 * 60 * 60 * 1000;

export default stackCases(policy, {
  passing: [
    { title: "keeps its tables", stack: [dataset(), table(), into] },
    { title: "can be read back for a week", stack: [dataset({ maxTimeTravelHours: "168" }), into] },
    {
      title: "is a place for trials, into which nothing is recorded",
      stack: [dataset({ defaultTableExpirationMs: day }, "scratch"), into],
    },
  ],
  failing: [
    {
      title: "was to be tidy",
      stack: [dataset({ defaultTableExpirationMs: 30 * day }), table(), into],
      at: ["defaultTableExpirationMs"],
    },
    {
      title: "was to be cheap, and cannot be read back after two days",
      stack: [dataset({ maxTimeTravelHours: "48" }), into],
      at: ["maxTimeTravelHours"],
    },
    {
      title: "is shown by views that end",
      stack: [
        dataset({
          accesses: [{ dataset: { dataset: { projectId: "example", datasetId: "shown" }, targetTypes: ["VIEWS"] } }],
        }),
        { ...dataset({ defaultTableExpirationMs: day }, "shown"), name: "shown" },
        {
          type: "gcp:bigquery/table:Table",
          name: "view",
          props: { datasetId: "shown", tableId: "pulls", view: { query: "SELECT 1" }, expirationTime: 1798675200000 },
        },
        into,
      ],
      at: ["defaultTableExpirationMs", "expirationTime"],
    },
    {
      title: "ends in a table that ends",
      stack: [dataset(), table({ expirationTime: 1798675200000 }), into],
      at: ["expirationTime"],
    },
    {
      title: "ends in a table that ends, and is made in this run",
      stack: [dataset(), table({ expirationTime: 1798675200000 }), writes(Unknown, ["pulls"])],
      at: ["expirationTime"],
    },
  ],
  unknown: [
    { title: "takes the end from a new resource", stack: [dataset({ defaultTableExpirationMs: Unknown }), into] },
    { title: "may be recorded into", stack: [dataset({ defaultTableExpirationMs: day }), writes(Unknown)] },
  ],
  notApplicable: [{ title: "is a bucket", stack: [{ type: "gcp:storage/bucket:Bucket", props: {} }] }],
});
