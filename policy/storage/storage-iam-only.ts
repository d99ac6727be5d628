import { cis, policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "storage-iam-only",
  refuses: "a bucket whose objects have access lists of their own",
  because: "what IAM says about the bucket is then not all, and no review shows the rest",
  fix: "set uniformBucketLevelAccess to true",
  severity: "medium",
  frameworks: [cis("5.2", "Ensure That Cloud Storage Buckets Have Uniform Bucket-Level Access Enabled")],
  same: ["checkov:CKV_GCP_29", "trivy:GCP-0002", "gcp-pac:storage-require-uniform-bucket-level"],
  applies: "gcp:storage/bucket:Bucket",
  check({ props }, report) {
    judgeSetting(props, { path: "uniformBucketLevelAccess", allowed: [true], omitted: "which means false" }, report);
  },
});
