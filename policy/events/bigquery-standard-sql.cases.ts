import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./bigquery-standard-sql";

const query = "SELECT * FROM `example.events.pulls`";
const at = ["view.useLegacySql"];

export default cases(policy, {
  passing: [{ title: "is in standard SQL", props: { view: { query, useLegacySql: false } } }],
  failing: [
    { title: "does not say so", props: { view: { query } }, at },
    {
      title: "is in the old one",
      props: { view: { query: "SELECT * FROM [example:events.pulls]", useLegacySql: true } },
      at,
    },
  ],
  unknown: [{ title: "takes it from a new resource", props: { view: { query, useLegacySql: Unknown } } }],
  notApplicable: [{ title: "is a table", props: { tableId: "pulls" } }],
});
