import { policy } from "../policy";
import { isSet, judgeSetting, tentative } from "../settings";
import { Unknown } from "../values";
import { table } from "./things";

/** A view holds nothing of its own. The engine's own protection is for `stateful-protected`. */
export default policy({
  name: "bigquery-deletion-protection",
  refuses: "a table that the provider may delete or replace",
  because: "a column that cannot be changed in place replaces the table, and what was recorded is gone",
  fix: "leave deletionProtection at its default, true; take it off in a change of its own before a destroy that is meant",
  severity: "high",
  same: ["checkov:CKV_GCP_121", "gcp-pac:bigquery-table-require-deletion-protection"],
  applies: table,
  check({ props }, report) {
    const { view, materializedView } = props;
    const mayBeView = view === Unknown || materializedView === Unknown;
    if (!mayBeView && (isSet(view) || isSet(materializedView))) return "not applicable";
    const judged = mayBeView ? tentative(report) : report;
    judgeSetting(props, { path: "deletionProtection", allowed: [true] }, judged);
    return undefined;
  },
});
