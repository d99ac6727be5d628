import { Accounts, account, sourceOf } from "../identity/accounts";
import { accountPath } from "../identity/workloads";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { find, Unknown, type Value } from "../values";
import { bucket, mounting, mountsIn } from "./mounts";

interface Writer {
  by: StackResource;
  path: string;
  /** The same for the same bucket. */
  bucket: string;
  /** The same for one workload in several regions; undefined where nobody knows yet as whom it runs. */
  workload: string | undefined;
}

export default stackPolicy({
  name: "storage-one-writer",
  refuses: "a bucket that several workloads mount to write",
  because:
    "nothing is locked there: of two who write a file the last one wins, and the work of the other is gone without a word",
  fix: "let one of them write and the others read (Flotilla: FILES.read(path)), or give each a bucket of its own",
  severity: "medium",
  applies: [account, bucket, ...mounting],
  checkStack(resources, report) {
    const accounts = new Accounts(resources);
    const writers = resources.flatMap((one) => writersIn(one, resources, accounts, report));
    for (const [i, writer] of writers.entries()) judge(writer, writers.slice(0, i), report);
  },
});

function writersIn(
  by: StackResource,
  resources: readonly StackResource[],
  accounts: Accounts,
  report: StackReport,
): Writer[] {
  return mountsIn(by).flatMap(({ path, bucket: value, readOnly }) => {
    if (readOnly === true || !isSet(value)) return [];
    const written = keyOf(by, path, value, resources);
    if (written !== undefined && readOnly !== Unknown)
      return [{ by, path, bucket: written, workload: workloadOf(by, accounts) }];
    report.unknown(by, path);
    return [];
  });
}

function keyOf(by: StackResource, path: string, value: Value, resources: readonly StackResource[]): string | undefined {
  if (value === Unknown) return sourceOf(by, path, bucket)?.urn;
  return resources.find(({ type, props }) => type === bucket && props.name === value)?.urn ?? String(value);
}

/** By its account, which each has to itself: `no-shared-account`. */
function workloadOf(by: StackResource, accounts: Accounts): string | undefined {
  const path = accountPath(by.type) ?? "";
  const value = find(by.props, path)[0]?.value;
  return isSet(value) ? accounts.named(by, path, value)?.key : `${by.type} ${String(by.props.name)}`;
}

function judge({ by, path, bucket, workload }: Writer, before: readonly Writer[], report: StackReport): void {
  const others = before.filter(
    (other) => other.bucket === bucket && (workload === undefined || other.workload !== workload),
  );
  const other = others.find((one) => workload !== undefined && one.workload !== undefined);
  if (other) report.violation(by, path, `is mounted to write by "${other.by.name}" as well`);
  else if (others.length > 0) report.unknown(by, path);
}
