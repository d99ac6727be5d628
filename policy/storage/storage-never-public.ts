import { cis, policy } from "../policy";
import { judgeSetting } from "../settings";
import { holdsErrorPages } from "./error-pages";

export default policy({
  name: "storage-never-public",
  refuses: "a bucket that a grant could open to everyone",
  because: "one grant to allUsers, by a person in a hurry, then publishes what is in it",
  fix: "set publicAccessPrevention to enforced",
  severity: "high",
  frameworks: [cis("5.1", "Ensure That Cloud Storage Bucket Is Not Anonymously or Publicly Accessible")],
  same: ["checkov:CKV_GCP_28", "checkov:CKV_GCP_114", "trivy:GCP-0001"],
  applies: "gcp:storage/bucket:Bucket",
  remedy: { publicAccessPrevention: "enforced" },
  check(resource, report) {
    if (holdsErrorPages(resource)) return "not applicable";
    judgeSetting(
      resource.props,
      { path: "publicAccessPrevention", allowed: ["enforced"], omitted: "which means inherited" },
      report,
    );
    return undefined;
  },
});
