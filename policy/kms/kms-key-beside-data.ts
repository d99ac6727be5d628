import { sourceOf } from "../identity/accounts";
import { type StackReport, type StackResource, stackPolicy } from "../policy";
import { isSet } from "../settings";
import { find, Unknown, type Value } from "../values";
import { cryptoKey, keyRing } from "./scope";

/** What takes a key of one's own: where it names the key, and where it says in which region it is itself. */
const takers: Readonly<Record<string, { key: string; region: string }>> = {
  "gcp:artifactregistry/repository:Repository": { key: "kmsKeyName", region: "location" },
  "gcp:bigquery/dataset:Dataset": { key: "defaultEncryptionConfiguration?.kmsKeyName", region: "location" },
  "gcp:cloudrunv2/job:Job": { key: "template.template?.encryptionKey", region: "location" },
  "gcp:cloudrunv2/service:Service": { key: "template?.encryptionKey", region: "location" },
  "gcp:cloudrunv2/workerPool:WorkerPool": { key: "template?.encryptionKey", region: "location" },
  "gcp:logging/projectBucketConfig:ProjectBucketConfig": { key: "cmekSettings?.kmsKeyName", region: "location" },
  "gcp:sql/databaseInstance:DatabaseInstance": { key: "encryptionKeyName", region: "region" },
  "gcp:storage/bucket:Bucket": { key: "encryption?.defaultKmsKeyName", region: "location" },
};

/** BigQuery and Cloud Storage call several regions `EU`, and Cloud KMS `europe`. */
const alike: Readonly<Record<string, string>> = { eu: "europe" };

export default stackPolicy({
  name: "kms-key-beside-data",
  refuses: "a key that is not where the data are that it encrypts",
  because:
    "every read asks the key: a region that fails then takes data along that lie elsewhere, and most of Google's services refuse such a key, at the end of a deployment",
  fix: "make the key in a ring in the region of the data; for EU that is the location europe",
  severity: "medium",
  applies: [cryptoKey, keyRing, ...Object.keys(takers)],
  checkStack(resources, report) {
    for (const one of resources) judge(one, report);
  },
});

function judge(one: StackResource, report: StackReport): void {
  const taker = takers[one.type];
  for (const { path, value } of taker ? find(one.props, taker.key) : []) {
    if (!isSet(value)) continue;
    const region = find(one.props, taker?.region ?? "")[0]?.value;
    const ofKey = locationOf(one, path, value);
    if (ofKey === Unknown || region === Unknown) report.unknown(one, path);
    else if (ofKey !== undefined && isSet(region) && inWords(region) !== inWords(ofKey))
      report.violation(one, path, `is a key in ${String(ofKey)}, and the data are in ${String(region)}`);
  }
}

/** Told by its name, or by the ring that it is made in. */
function locationOf(one: StackResource, path: string, key: Value): Value | undefined {
  if (key !== Unknown) return /\/locations\/([^/]+)\//.exec(String(key))?.[1];
  const made = sourceOf(one, path, cryptoKey);
  const ring = made?.props.keyRing;
  if (made === undefined || ring === undefined) return Unknown;
  if (ring !== Unknown) return locationOf(made, "keyRing", `${String(ring)}/`);
  return sourceOf(made, "keyRing", keyRing)?.props.location ?? Unknown;
}

function inWords(place: Value): string {
  const name = String(place).toLowerCase();
  return alike[name] ?? name;
}
