/** Rules that other tools have and this pack has not, each with the reason; the documentation is made from them. */
export interface LeftOut {
  /** What the rule demands. */
  rule: string;
  /** Ids in the tools that have it. */
  same: readonly string[];
  because: string;
}

export const leftOut: readonly LeftOut[] = [
  {
    rule: "a customer-managed key on topics, data sets, tables, buckets and databases",
    same: ["checkov:CKV_GCP_80", "checkov:CKV_GCP_81", "checkov:CKV_GCP_83", "gcp-pac:sql-require-cmek"],
    because:
      "Google encrypts all of it already; a key of one's own adds the risk of losing all at once with the key, and on a " +
      "database it can only be set when the instance is made. Where a contract demands it, transform sets it",
  },
  {
    rule: "no secret in the variables of a container",
    same: ["gcp-pac:cloudrunv2-service-disallow-envs-secrets"],
    because:
      "a variable that refers to a pinned version in Secret Manager is in no state and no template; secrets in plain " +
      "text are what no-secret-in-plain-variables refuses",
  },
  {
    rule: "SSL demanded by requireSsl",
    same: ["gcp-pac:sql-require-ssl-connections"],
    because: "the property is gone from the provider; sslMode says the same, and sql-encrypted-connections judges it",
  },
  {
    rule: "a password policy for database users",
    same: ["gcp-pac:sql-require-password-validation-policy"],
    because: "there are no passwords: sql-iam-users-only refuses a user that has one",
  },
  {
    rule: "an access log of each bucket into another bucket",
    same: ["checkov:CKV_GCP_62", "checkov:CKV_GCP_63", "trivy:GCP-0077"],
    because:
      "Cloud Audit Logs hold the same with the identity of who asked; the older logs are for buckets that are public",
  },
  {
    rule: "a virtual machine's account, scopes, keys, serial port and disks",
    same: ["checkov:CKV_GCP_31", "checkov:CKV_GCP_32", "trivy:GCP-0044"],
    because: "the platform has no virtual machines; own-service-account judges the account of one all the same",
  },
  {
    rule: "a customer-managed key on services, jobs and worker pools of Cloud Run",
    same: [],
    because:
      "it encrypts Cloud Run's copy of the image, which holds no secret here, in every region; a key that is lost stops all " +
      "instances at once",
  },
  {
    rule: "all traffic of a workload through the network",
    same: [],
    because:
      "it needs a NAT gateway in each region, idle or not; run-through-network demands the network for what is inside, and " +
      "what a workload may do outside is said by its account",
  },
  {
    rule: "a startup probe of one's own on every container",
    same: [],
    because:
      "without one Cloud Run waits for the port, and the component sets one in short steps; a worker without a port has nothing " +
      "to be asked",
  },
  {
    rule: "the timeout of a service's requests",
    same: [],
    because: "left out it is five minutes, and Cloud Run takes none longer than an hour; a job's are in run-job-ends",
  },
  {
    rule: "no Cloud SQL volume on a workload",
    same: [],
    because:
      "how an instance is reached is judged at the instance: sql-private-address-only, sql-connector-enforced and " +
      "sql-iam-users-only hold for a volume as for any other way",
  },
];
