import { isWorkload } from "../identity/workloads";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { instance, isReplica } from "../sql/instance";
import { find, Unknown, type Value } from "../values";

const provider = "pulumi:providers:gcp";

/** Where data and keys say in which region they are. */
const places: Readonly<Record<string, readonly string[]>> = {
  "gcp:bigquery/dataset:Dataset": ["location"],
  "gcp:kms/keyRing:KeyRing": ["location"],
  "gcp:pubsub/topic:Topic": ["messageStoragePolicy?.allowedPersistenceRegions[]"],
  "gcp:secretmanager/regionalSecret:RegionalSecret": ["location"],
  "gcp:secretmanager/secret:Secret": ["replication.userManaged?.replicas[].location"],
  [instance]: ["region", "settings.backupConfiguration?.location"],
  "gcp:storage/bucket:Bucket": ["location"],
};

/** What Google calls several regions together → how the names of these begin. */
const several: Readonly<Record<string, RegExp>> = {
  asia: /^asia-/,
  eu: /^europe-/,
  europe: /^europe-/,
  us: /^us-/,
};

/**
 * An environment's regions are those in which its workloads run, and its provider's. Several regions together hold what
 * runs in these alone. A replica stands elsewhere on purpose, as often as not: it is what is left when the region is lost.
 */
export default stackPolicy({
  name: "data-where-it-runs",
  refuses: "data or a key in a region where the stack runs nothing",
  because:
    "what is kept on another continent is under another law and a second away; and what was placed there by mistake never moves again",
  fix: "set the region to one of those in which the stack's services run (Flotilla: the environment's home)",
  severity: "high",
  applies: (type) => type === provider || isWorkload(type) || places[type] !== undefined,
  checkStack(resources, report) {
    const regions = resources.flatMap(regionsOf);
    const known = new Set(regions.filter((region) => typeof region === "string"));
    if (known.size === 0) return;
    const isComplete = !regions.includes(Unknown);
    for (const one of resources) judge(one, known, isComplete, report);
  },
});

function regionsOf({ type, props }: StackResource): Value[] {
  if (type !== provider && !isWorkload(type)) return [];
  const values: (Value | undefined)[] = [props.location, props.region];
  return values.filter((value): value is Value => value === Unknown || /-.*\d$/.test(String(value)));
}

function judge(one: StackResource, known: ReadonlySet<string>, isComplete: boolean, report: StackReport): void {
  if (one.type === instance && isReplica(one.props) !== false) return;
  for (const { path, value } of (places[one.type] ?? []).flatMap((place) => find(one.props, place))) {
    if (value === Unknown) report.unknown(one, path);
    if (typeof value !== "string" || value === "") continue;
    const place = value.toLowerCase();
    if (known.has(place) || isAround(place, known)) continue;
    if (isComplete) report.violation(one, path, `is ${value}; the stack runs in ${[...known].sort().join(", ")}`);
    else report.unknown(one, path);
  }
}

function isAround(place: string, known: ReadonlySet<string>): boolean {
  const within = several[place];
  return within !== undefined && [...known].every((region) => within.test(region));
}
