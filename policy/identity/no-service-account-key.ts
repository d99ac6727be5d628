import { cis, policy } from "../policy";

const key = "gcp:serviceaccount/key:Key";

export default policy({
  name: "no-service-account-key",
  refuses: "a key of a service account",
  because: "whoever has the file is the account, from anywhere, and the key never ends by itself",
  fix:
    "run the workload as the account; outside of Google use workload identity federation or impersonation; where only " +
    "the S3 protocol will do, keep the bucket in R2",
  severity: "high",
  frameworks: [cis("1.4", "Ensure That There Are Only GCP-Managed Service Account Keys for Each Service Account")],
  same: ["checkov:CKV2_GCP_3", "gcp-pac:serviceaccount-disallow-user-managed-keys"],
  applies: [key, "gcp:storage/hmacKey:HmacKey"],
  check({ type }, { violation }) {
    if (type === key) violation("serviceAccountId", "gets a key that can be copied");
    else violation("serviceAccountEmail", "gets an HMAC key that can be copied");
  },
});
