import { stackPolicy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { datasetsOf, recordingsIn } from "./recorded";
import { subscription, table } from "./things";

export default stackPolicy({
  name: "recorded-table-partitioned",
  refuses: "a table that a subscription writes into without partitions, or whose partitions stay for ever",
  because:
    "every query then reads, and is billed for, all that was ever recorded; and nobody decided how long that is kept",
  fix: "set timePartitioning with expirationMs (Flotilla: new Recorder(…) takes it from the environment)",
  severity: "medium",
  applies: [table, subscription],
  checkStack(resources, report) {
    const tables = recordingsIn(resources, datasetsOf(resources)).flatMap((recording) => recording.table ?? []);
    for (const written of new Set(tables)) {
      const partitioning = written.props.timePartitioning;
      const expiration = at(partitioning, "expirationMs");
      if (expiration === Unknown) report.unknown(written, "timePartitioning");
      else if (partitioning === undefined) report.violation(written, "timePartitioning", "is not set");
      else if (!isSet(expiration) || expiration === 0)
        report.violation(written, "timePartitioning.expirationMs", "is not set");
    }
  },
});
