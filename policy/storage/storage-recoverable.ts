import { policy } from "../policy";
import { find, type Props, Unknown } from "../values";
import { holdsErrorPages } from "./error-pages";

const versions = "versioning.enabled";
const softDelete = "softDeletePolicy.retentionDurationSeconds";

/** The shortest that Cloud Storage keeps anything for (cloud.google.com/storage/docs/soft-delete). */
const week = 7 * 24 * 60 * 60;

/**
 * Exempt are the pages of an Edge: each has a name of its own, and what one once was must not be public for ever. An omitted
 * policy means what the organisation has as its default, which may be none.
 */
export default policy({
  name: "storage-recoverable",
  refuses: "a bucket that forgets what was overwritten or deleted",
  because: "a faulty program, or a stolen account, then destroys with a write, and nobody brings anything back",
  fix:
    "set softDeletePolicy.retentionDurationSeconds to a week at least, as Files has it; or versioning.enabled to true, with a " +
    "lifecycle rule that ends old versions, where the bucket is not mounted as a folder: Cloud Storage FUSE supports no versions",
  severity: "medium",
  same: ["checkov:CKV_GCP_78", "trivy:GCP-0078", "gcp-pac:storage-require-bucket-versioning"],
  applies: "gcp:storage/bucket:Bucket",
  check(resource, { violation, unknown }) {
    if (holdsErrorPages(resource)) return "not applicable";
    const { props } = resource;
    const enabled = valueAt(props, versions);
    const seconds = valueAt(props, softDelete);
    if (enabled === true || (seconds !== Unknown && Number(seconds) >= week)) return undefined;
    if (enabled === Unknown) unknown(versions);
    else if (seconds === Unknown) unknown(softDelete);
    else violation(softDelete, `${seconds === undefined ? "is not set" : `is ${seconds}`}, and there are no versions`);
    return undefined;
  },
});

const valueAt = (props: Props, path: string) => find(props, path)[0]?.value;
