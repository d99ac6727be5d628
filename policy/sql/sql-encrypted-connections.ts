import { cis, policy } from "../policy";
import { judgeSetting } from "../settings";
import { instance } from "./instance";

export default policy({
  name: "sql-encrypted-connections",
  refuses: "a database that takes connections in plain text",
  because: "queries, rows and log-ins can then be read and changed on the way, inside the network too",
  fix: "set settings.ipConfiguration.sslMode to ENCRYPTED_ONLY or TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
  severity: "high",
  frameworks: [cis("6.4", "Ensure That the Cloud SQL Database Instance Requires All Incoming Connections To Use SSL")],
  same: ["checkov:CKV_GCP_6", "trivy:GCP-0015", "gcp-pac:sql-require-ssl-connections"],
  applies: instance,
  remedy: { "settings.ipConfiguration.sslMode": "ENCRYPTED_ONLY" },
  check({ props }, report) {
    judgeSetting(
      props,
      {
        path: "settings.ipConfiguration.sslMode",
        allowed: ["ENCRYPTED_ONLY", "TRUSTED_CLIENT_CERTIFICATE_REQUIRED"],
        omitted: "which means ALLOW_UNENCRYPTED_AND_ENCRYPTED",
      },
      report,
    );
  },
});
