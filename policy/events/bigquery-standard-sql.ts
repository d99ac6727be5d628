import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { table } from "./things";

export default policy({
  name: "bigquery-standard-sql",
  refuses: "a view in BigQuery's old language",
  because:
    "the same words then mean something else, a query in today's language cannot use the view, and the old one is read by ever fewer",
  fix: "set view.useLegacySql to false: left out, it is true",
  severity: "low",
  applies: table,
  check({ props }, report) {
    if (props.view === undefined) return "not applicable";
    judgeSetting(props, { path: "view.useLegacySql", allowed: [false], omitted: "which means true" }, report);
    return undefined;
  },
});
