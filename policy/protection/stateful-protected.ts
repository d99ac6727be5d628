import { policy } from "../policy";
import { isSet, tentative } from "../settings";
import { instance, onPrimary } from "../sql/instance";
import { holdsErrorPages } from "../storage/error-pages";
import { Unknown } from "../values";

const table = "gcp:bigquery/table:Table";

/**
 * Exempt is what holds nothing of its own: a replica, a view, the bucket of pages that the program has. `deletionPolicy: PREVENT` is as good, since the provider
 * then refuses what the engine otherwise would.
 */
export default policy({
  name: "stateful-protected",
  refuses: "a resource that keeps data or keys and may be deleted or replaced like any other",
  because: "a renamed component or one changed property then takes what nobody can make again",
  fix: "give it protect: true (a component with protect gives it to its children), and take it off in a change of its own",
  severity: "high",
  same: [
    "checkov:CKV_GCP_82",
    "checkov:CKV_GCP_121",
    "gcp-pac:bigquery-table-require-deletion-protection",
    "gcp-pac:bigquery-dataset-require-deletion-protection",
  ],
  applies: [
    "cloudflare:index/r2Bucket:R2Bucket",
    "gcp:artifactregistry/repository:Repository",
    "gcp:bigquery/dataset:Dataset",
    table,
    "gcp:kms/cryptoKey:CryptoKey",
    "gcp:kms/keyRing:KeyRing",
    instance,
    "gcp:sql/database:Database",
    "gcp:storage/bucket:Bucket",
  ],
  check(resource, report) {
    const { type, props, protect } = resource;
    const { deletionPolicy } = props;
    if (holdsErrorPages(resource)) return "not applicable";
    if (protect || deletionPolicy === "PREVENT") return undefined;
    let judged: typeof report | undefined = report;
    if (type === instance) judged = onPrimary(props, report);
    if (type === table && (isSet(props.view) || isSet(props.materializedView)))
      judged = props.view === Unknown || props.materializedView === Unknown ? tentative(report) : undefined;
    if (judged === undefined) return "not applicable";
    if (deletionPolicy === Unknown) judged.unknown("deletionPolicy");
    else judged.violation("protect", "is not set");
    return undefined;
  },
});
