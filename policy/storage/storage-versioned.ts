import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { holdsErrorPages } from "./error-pages";

/** Exempt are the pages of an Edge: each has a name of its own, and what one once was must not be public for ever. */
export default policy({
  name: "storage-versioned",
  refuses: "a bucket that forgets what was overwritten",
  because: "a faulty program, or a stolen account, then destroys with a write, and nobody deletes anything",
  fix: "set versioning.enabled to true, with a lifecycle rule that ends old versions",
  severity: "medium",
  same: ["checkov:CKV_GCP_78", "trivy:GCP-0078", "gcp-pac:storage-require-bucket-versioning"],
  applies: "gcp:storage/bucket:Bucket",
  check(resource, report) {
    if (holdsErrorPages(resource)) return "not applicable";
    judgeSetting(resource.props, { path: "versioning.enabled", allowed: [true], omitted: "which means false" }, report);
    return undefined;
  },
});
