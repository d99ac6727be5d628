import { some } from "../known";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { type Known, Unknown } from "../values";
import { accessesIn, authorizedIn, givesAccess } from "./accesses";
import { datasetsOf, recordingsIn } from "./recorded";
import { mayReadAlone } from "./roles";
import { dataset, subscription, table } from "./things";

/** What is recorded, and the data sets whose views show it. Who may write is for `recorded-dataset-one-writer`. */
export default stackPolicy({
  name: "recorded-read-by-groups",
  refuses: "a right to read what is recorded for anyone but a group",
  because: "people come and go, and a right that was given to one of them by name stays",
  fix: "give it to a group, and put the person in there (Flotilla: new Recorder(…, { readers }))",
  severity: "medium",
  applies: (type) => [subscription, dataset, table].includes(type) || givesAccess(type),
  checkStack(resources, report) {
    const datasets = datasetsOf(resources);
    const recorded = recordingsIn(resources, datasets).map((recording) => recording.dataset);
    const isOneOf = (key: string | undefined, keys: readonly (string | undefined)[]) =>
      some(keys.map((other) => datasets.isSame(other, key)));
    const shown = resources
      .filter(({ type, ...one }) => type === dataset && isOneOf(datasets.keyOf({ type, ...one }), recorded) === true)
      .flatMap((one) => authorizedIn(one.props).map((value) => datasets.key(one, "accesses", value)));
    for (const by of resources.filter(({ type }) => givesAccess(type))) {
      const key = by.type === dataset ? datasets.keyOf(by) : datasets.key(by, "datasetId", by.props.datasetId);
      const is = isOneOf(key, [...recorded, ...shown]);
      if (is !== false) judge(by, is, report);
    }
  },
});

function judge(by: StackResource, is: Known, report: StackReport): void {
  for (const { role, member, path } of accessesIn(by)) {
    if (role !== Unknown && !mayReadAlone(String(role))) continue;
    if (member !== Unknown && String(member).startsWith("group:")) continue;
    if (is === Unknown || role === Unknown || member === Unknown) report.unknown(by, path);
    else report.violation(by, path, `gives ${String(member)} ${String(role)}`);
  }
}
