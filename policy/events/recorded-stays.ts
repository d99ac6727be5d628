import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { type Known, Unknown, type Value } from "../values";
import { some } from "./known";
import { datasetsOf, recordingsIn } from "./recorded";
import { dataset, subscription, table } from "./things";

/** What a data set does by itself with what is in it, and when that is a loss. */
const losses: Readonly<Record<string, (value: Value) => string | undefined>> = {
  defaultTableExpirationMs: () => "which ends each table as a whole, with all that it holds",
  maxTimeTravelHours: (value) =>
    Number(value) < 168 ? "which is all that is left to read back what was deleted or overwritten, not 168" : undefined,
};

/** How long events are kept is for the tables' partitions to say: `recorded-table-partitioned`. */
export default stackPolicy({
  name: "recorded-stays",
  refuses: "a place for what is recorded that ends as a whole, or can hardly be read back",
  because: "one day everything that was ever recorded is gone, though each of its days was to be kept for longer",
  fix:
    "leave defaultTableExpirationMs, maxTimeTravelHours and a table's expirationTime out, and say in timePartitioning how " +
    "long a day is kept",
  severity: "high",
  applies: [dataset, table, subscription],
  checkStack(resources, report) {
    const datasets = datasetsOf(resources);
    const recordings = recordingsIn(resources, datasets);
    for (const one of resources.filter(({ type }) => type === dataset)) {
      const key = datasets.keyOf(one);
      judge(one, losses, some(recordings.map((recording) => datasets.isSame(recording.dataset, key))), report);
    }
    for (const one of new Set(recordings.flatMap((recording) => recording.table ?? [])))
      judge(one, { expirationTime: () => "when it ends, with all that it holds" }, true, report);
  },
});

function judge(one: StackResource, lossOf: typeof losses, isRecorded: Known, report: StackReport): void {
  if (isRecorded === false) return;
  for (const [property, of] of Object.entries(lossOf)) {
    const value = one.props[property];
    if (!isSet(value)) continue;
    const loss = value === Unknown ? undefined : of(value);
    if (value === Unknown || (loss !== undefined && isRecorded === Unknown)) report.unknown(one, property);
    else if (loss !== undefined) report.violation(one, property, `is ${String(value)}, ${loss}`);
  }
}
