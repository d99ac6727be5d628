import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "network-google-privately",
  refuses: "a subnet from which Google can be reached over the internet alone",
  because:
    "what has no public address then cannot reach Pub/Sub, KMS or Secret Manager, and the usual remedy is a way out to everything",
  fix: "set privateIpGoogleAccess to true",
  severity: "medium",
  same: ["checkov:CKV_GCP_74", "trivy:GCP-0075"],
  applies: "gcp:compute/subnetwork:Subnetwork",
  check({ props }, report) {
    judgeSetting(props, { path: "privateIpGoogleAccess", allowed: [true], omitted: "which means false" }, report);
  },
});
