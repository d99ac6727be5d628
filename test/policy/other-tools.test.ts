import assert from "node:assert/strict";
import { leftOut } from "../../policy/left-out";
import { policies } from "../../policy/policies";

/** `CKV_GCP_` 1, 2 → `checkov:CKV_GCP_1`, `checkov:CKV_GCP_2`. */
const named = (prefix: string, ids: string) =>
  ids
    .trim()
    .split(/\s+/)
    .map((id) => `${prefix}${id}`);

/**
 * Every rule of other tools on what the platform is made of, as the tools had them in November 2026: written out here, so
 * that none is lost when a policy goes, and none is passed over without a reason.
 */
const rules = [
  ...named(
    "checkov:CKV_GCP_",
    `2 3 4 6 11 14 15 16 17 26 27 28 29 30 31 32 41 42 43 44 45 46 47 48 49 51 52 53 54 55 56 57 60 62 63 66 73 74 75 76 77 78 79
     80 81 82 83 88 99 100 102 106 108 109 110 111 112 113 114 115 116 117 118 121 125`,
  ),
  ...named("checkov:CKV2_GCP_", "2 3 6 8 12 13 14 15 16 17 18 20 37 38"),
  ...named(
    "trivy:GCP-",
    `0001 0002 0003 0004 0005 0006 0007 0008 0009 0010 0011 0012 0013 0014 0015 0016 0017 0018 0020 0021 0022 0024 0025 0027
     0029 0035 0039 0044 0046 0065 0066 0068 0069 0070 0071 0072 0073 0074 0075 0076 0077 0078 0079`,
  ),
  ...named(
    "cis:",
    `1.1 1.4 1.5 1.6 1.8 1.9 1.10 1.11 1.12 1.13 1.14 1.17 2.1 2.2 2.3 2.12 2.13 2.16 3.1 3.3 3.4 3.5 3.6 3.7 3.8 3.9 4.1 4.2
     4.9 5.1 5.2 6.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3 6.4 6.5 6.6 6.7 7.1 7.2 7.3 7.4`,
  ),
  ...named(
    "gcp-pac:",
    `artifactregistry-iam-disallow-public-access artifactregistry-repository-require-cleanup-policy
     artifactregistry-repository-require-customer-managed-key bigquery-dataset-disallow-public-access
     bigquery-dataset-require-cmek bigquery-dataset-require-deletion-protection bigquery-table-disallow-public-access
     bigquery-table-require-cmek bigquery-table-require-deletion-protection cloudrun-disallow-public-ingress
     cloudrun-service-disallow-envs-secrets cloudrunv2-job-disallow-envs-secrets
     cloudrunv2-job-require-deletion-protection cloudrunv2-service-disallow-envs-secrets
     cloudrunv2-service-disallow-public-ingress cloudrunv2-service-require-deletion-protection
     compute-backend-service-require-enable-cdn compute-backend-service-require-logconfig
     compute-backend-service-require-security-policy compute-firewall-disallow-common-ports-public-access
     compute-firewall-disallow-default-network compute-firewall-disallow-port-range-public-access
     compute-firewall-disallow-protocol-public-access compute-firewall-require-logconfig
     compute-instance-disallow-default-service-account compute-ssl-policy-disallow-profile-compatible
     compute-ssl-policy-disallow-weak-chipher-suites compute-ssl-policy-require-min-tls-version
     compute-subnetwork-require-vpc-flow-logs dns-disallow-rsasha1-algorithm dns-required-dnssec-state-on
     folder-disallow-admin-privileges folder-disallow-service-account-token-creator folder-disallow-service-account-user
     kms-cryptokey-iam-disallow-public-access kms-cryptokey-require-rotation-period
     mysql-require-database-flag-local-infile mysql-require-database-flag-skip-show-database
     organizations-disallow-admin-privileges organizations-disallow-service-account-token-creator
     organizations-disallow-service-account-user postgres-require-cloudsql-enable-pgaudit postgres-require-log-connections
     postgres-require-log-disconnections postgres-require-log-error-verbosity
     postgres-require-log-min-duration-statement postgres-require-log-min-error-statement postgres-require-log-statement
     projects-apikey-require-restrictions projects-apikey-require-source-restrictions
     projects-apikey-require-target-restrictions projects-disallow-admin-privileges
     projects-disallow-service-account-token-creator projects-disallow-service-account-user
     pubsub-require-subscription-dead-letter-topic pubsub-require-topic-cmek serviceaccount-disallow-user-managed-keys
     sql-disallow-default-network sql-disallow-end-of-life-version sql-disallow-implicit-public-whitelist
     sql-disallow-public-ip sql-require-automated-backup sql-require-binary-log-enabled-mysql sql-require-cmek
     sql-require-database-flags-postgres sql-require-deletion-protection sql-require-high-availability
     sql-require-password-validation-policy sql-require-point-in-time-recovery sql-require-root-password-mysql
     sql-require-ssl-connections sqlserver-require-3625-trace-flag sqlserver-require-contained-database-authentication
     sqlserver-require-cross-db-ownership-chaining sqlserver-require-external-scripts-enabled
     sqlserver-require-remote-access sqlserver-require-user-connections sqlserver-require-user-options
     storage-disallow-public-access storage-disallow-self-bucket-logging storage-require-bucket-logging
     storage-require-bucket-versioning storage-require-cmek storage-require-uniform-bucket-level`,
  ),
];

describe("rules of other tools", () => {
  const carriedOut = policies.flatMap(({ frameworks = [], same = [] }) => [
    ...frameworks.map(({ id }) => `cis:${id}`),
    ...same,
  ]);
  const refused = leftOut.flatMap(({ same }) => same);

  it("each is carried out by a policy, or is left out with its reason", () => {
    const known = new Set([...carriedOut, ...refused]);
    assert.deepEqual(
      rules.filter((rule) => !known.has(rule)),
      [],
    );
  });

  it("a policy and a reason name none that is not written down here", () => {
    assert.deepEqual(
      [...new Set([...carriedOut, ...refused])].filter((rule) => !rules.includes(rule)),
      [],
    );
  });
});
