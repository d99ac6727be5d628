import { sourcesOf } from "../identity/accounts";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { bucket, mounting, mountsIn } from "../storage/mounts";
import { Unknown } from "../values";

export default stackPolicy({
  name: "run-mounts-own-buckets",
  refuses: "a bucket that is mounted as a folder, and that the stack does not have",
  because:
    "whoever owns it says who reads it: what a program writes to a folder is then theirs, whatever network it is kept in, and " +
    "what it reads from there they put there",
  fix: "mount a bucket of the stack (Flotilla: put FILES.read(path) or FILES.write(path) into its can list)",
  severity: "high",
  applies: [bucket, ...mounting],
  checkStack(resources, report) {
    const names = resources.filter(({ type }) => type === bucket).map(({ props }) => props.name);
    for (const one of resources) judge(one, names, report);
  },
});

/** A bucket without a name gets one from the engine. */
function judge(one: StackResource, names: readonly unknown[], report: StackReport): void {
  for (const { path, bucket: value } of mountsIn(one)) {
    if (value === Unknown && sourcesOf(one, path).some(({ type }) => type === bucket)) continue;
    if (value === Unknown) report.unknown(one, path);
    else if (!isSet(value) || names.includes(value)) continue;
    else if (names.some((name) => name === Unknown || name === undefined)) report.unknown(one, path);
    else report.violation(one, path, `is ${JSON.stringify(value)}, which is not of this stack`);
  }
}
