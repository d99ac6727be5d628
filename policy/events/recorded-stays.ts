import { some } from "../known";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { type Known, Unknown, type Value } from "../values";
import { authorizedIn } from "./accesses";
import { datasetsOf, recordingsIn } from "./recorded";
import { dataset, subscription, type Things, table } from "./things";

/** What a data set does by itself with what is in it, and when that is a loss. */
const losses: Readonly<Record<string, (value: Value) => string | undefined>> = {
  defaultTableExpirationMs: () => "which ends each table as a whole, with all that it holds",
  maxTimeTravelHours: (value) =>
    Number(value) < 168 ? "which is all that is left to read back what was deleted or overwritten, not 168" : undefined,
};

/**
 * What is recorded, and the data sets whose views show it. How long events are kept is for the tables' partitions to say:
 * `recorded-table-partitioned`.
 */
export default stackPolicy({
  name: "recorded-stays",
  refuses: "a place for what is recorded, or for views of it, that ends as a whole or can hardly be read back",
  because: "one day everything that was ever recorded is gone, though each of its days was to be kept for longer",
  fix:
    "leave defaultTableExpirationMs, maxTimeTravelHours and expirationTime out, and say in timePartitioning how long a day is " +
    "kept",
  severity: "high",
  applies: [dataset, table, subscription],
  checkStack(resources, report) {
    const datasets = datasetsOf(resources);
    const recordings = recordingsIn(resources, datasets);
    const places = placesOf(resources, datasets);
    const isPlace = (key: string | undefined) => some(places.map((place) => datasets.isSame(place, key)));
    for (const one of resources) {
      if (one.type === dataset) judge(one, losses, isPlace(datasets.keyOf(one)), report);
      else if (one.type === table) {
        const isWritten = recordings.some((recording) => recording.table?.urn === one.urn);
        const within = isWritten || isPlace(datasets.key(one, "datasetId", one.props.datasetId));
        judge(one, { expirationTime: () => "when it ends, with all that it holds" }, within, report);
      }
    }
  },
});

/** As `Things` knows them: undefined where one is not known yet. */
function placesOf(resources: readonly StackResource[], datasets: Things): (string | undefined)[] {
  const recorded = recordingsIn(resources, datasets).map((recording) => recording.dataset);
  const isRecorded = (key: string) => some(recorded.map((other) => datasets.isSame(other, key))) === true;
  const shown = resources
    .filter((one) => one.type === dataset && isRecorded(datasets.keyOf(one)))
    .flatMap((one) => authorizedIn(one.props).map((value) => datasets.key(one, "accesses", value)));
  return [...recorded, ...shown];
}

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
