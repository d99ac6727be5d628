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
    rule: "a customer-managed key on topics, data sets, tables, buckets, repositories and databases",
    same: [
      "cis:7.2",
      "cis:7.3",
      "checkov:CKV_GCP_80",
      "checkov:CKV_GCP_81",
      "checkov:CKV_GCP_83",
      "trivy:GCP-0066",
      "gcp-pac:artifactregistry-repository-require-customer-managed-key",
      "gcp-pac:bigquery-dataset-require-cmek",
      "gcp-pac:bigquery-table-require-cmek",
      "gcp-pac:pubsub-require-topic-cmek",
      "gcp-pac:sql-require-cmek",
      "gcp-pac:storage-require-cmek",
    ],
    because:
      "all of it is encrypted already, by keys that Google keeps and rotates; whoever may read the data reads them through " +
      "either key alike. A key of one's own takes back what Google could read, at the price of losing all at once with the " +
      "key: disabled by mistake it stops the database, destroyed it ends the data and their backups, and a replica in " +
      "another region stops with the region of its key. On a database it cannot be added, changed or taken away without " +
      "making the instance anew. Where a contract demands one, transform sets encryptionKeyName of a database, and Pulumi's " +
      "own transforms what has none of ours; kms-key-beside-data, kms-key-rotated and stateful-protected then judge the key",
  },
  {
    rule: "no secret in the variables of a container",
    same: [
      "gcp-pac:cloudrun-service-disallow-envs-secrets",
      "gcp-pac:cloudrunv2-job-disallow-envs-secrets",
      "gcp-pac:cloudrunv2-service-disallow-envs-secrets",
    ],
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
    same: [
      "checkov:CKV_GCP_62",
      "checkov:CKV_GCP_63",
      "trivy:GCP-0077",
      "gcp-pac:storage-disallow-self-bucket-logging",
      "gcp-pac:storage-require-bucket-logging",
    ],
    because:
      "Cloud Audit Logs hold the same with the identity of who asked; the older logs are for buckets that are public",
  },
  {
    rule: "a virtual machine's account, scopes, addresses, keys, serial port and disks",
    same: ["cis:4.2", "cis:4.9", "checkov:CKV_GCP_31", "checkov:CKV_GCP_32", "trivy:GCP-0044"],
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
      "what has to reach the outside, as R2 is, would need a NAT gateway in each region, idle or not; components send all " +
      "traffic of the others there, run-through-network demands the network of each, and network-no-way-out closes it",
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
    rule: "a probe that asks a running container whether it is alive, and the generation that it runs on",
    same: [],
    because:
      "a probe of one's own restarts instances that are only busy, which is worse than none; and what the older generation cannot " +
      "do is refused when it is deployed, while it is the better walled of the two",
  },
  {
    rule: "a boost at the start, and no affinity of a client to an instance",
    same: [],
    because:
      "one is speed and its price, the other is best effort: a service that relies on either is wrong in its own tests",
  },
  {
    rule: "a firewall (edgeSecurityPolicy) and a log for a bucket behind the load balancer",
    same: [],
    because:
      "such a firewall knows addresses and countries, and neither rule sets nor rates; a bucket of Google's that everyone may " +
      "read is what storage-never-public refuses, and layers come from R2",
  },
  {
    rule: "no caching of errors, and no long caching",
    same: [],
    because:
      "an answer to a request with a token is cached only where the service calls it public, and 401 and 403 never are; " +
      "edge-caches-public-only refuses the mode that ignores this",
  },
  {
    rule: "an attestation for every image (Binary Authorization) in production",
    same: ["checkov:CKV_GCP_66"],
    because:
      "an attestation says that the build approved an image, and where the build alone can write one and deploy it " +
      "(image-from-registry, image-by-digest, workload-does-not-deploy), signed by that same build it says nothing more. Where " +
      "somebody else's word is asked for, by an environment's admission, image-policy-asked has every workload ask",
  },
  {
    rule: "QUIC on or off",
    same: [],
    because:
      "it is encrypted as TLS 1.3 is, and the policy for TLS holds for it; only early data can be sent again: edge-no-early-data",
  },
  {
    rule: "the lifetime of access tokens",
    same: [],
    because:
      "Cloud Run's tokens end after an hour, and a longer life needs an organisation's policy, which stands where the projects " +
      "are made",
  },
  {
    rule: "pools and providers for people (workforce identity)",
    same: [],
    because:
      "they belong to an organisation, and no-grant-above-project refuses to reach that high from an environment",
  },
  {
    rule: "an account that a workload runs as is not disabled",
    same: [],
    because: "an account is switched off in an emergency, by hand, and the next update must be able to leave it so",
  },
  {
    rule: "an alert for every check from outside",
    same: [],
    because:
      "an alert names a check by an id that is known after it is made, often from another stack; that alerts reach somebody is " +
      "alert-reaches-somebody",
  },
  {
    rule: "no Cloud SQL volume on a workload",
    same: [],
    because:
      "how an instance is reached is judged at the instance: sql-private-address-only, sql-connector-enforced and " +
      "sql-iam-users-only hold for a volume as for any other way",
  },
  {
    rule: "answers kept by Cloud CDN",
    same: ["gcp-pac:compute-backend-service-require-enable-cdn"],
    because:
      "services answer each caller otherwise, with redirects that are signed for one; what is the same for all lies in R2, " +
      "which is asked directly. edge-caches-public-only judges a cache where there is one",
  },
  {
    rule: "a firewall of one's own on every network",
    same: ["checkov:CKV2_GCP_18"],
    because:
      "a network without a rule lets nothing in: that is Google's implied rule, and the rules that open one come with the " +
      "default network alone, which network-no-default refuses",
  },
  {
    rule: "a log of what a firewall rule lets in",
    same: ["gcp-pac:compute-firewall-require-logconfig"],
    because: "network-flow-logs records the same connections, of the subnet and so of every rule",
  },
  {
    rule: "a log of the names that a network looks up",
    same: ["cis:2.12"],
    because:
      "the network has no way out but to Google's APIs, so its names are Google's and the services' own; who called whom is " +
      "in the flow logs, by address, and in the services' request logs, by account",
  },
  {
    rule: "log_hostname and log_duration of PostgreSQL",
    same: ["checkov:CKV_GCP_108", "checkov:CKV2_GCP_13"],
    because:
      "names are of no use on a private network, and looking each up delays the connection; how long statements take is in " +
      "the query insights that sql-queries-seen demands, without a line for each. The benchmark has neither any more",
  },
  {
    rule: "flags and passwords of MySQL and SQL Server",
    same: [
      "cis:6.1",
      "cis:6.3",
      "gcp-pac:mysql-require-database-flag-local-infile",
      "gcp-pac:mysql-require-database-flag-skip-show-database",
      "gcp-pac:sql-require-root-password-mysql",
      "gcp-pac:sqlserver-require-3625-trace-flag",
      "gcp-pac:sqlserver-require-contained-database-authentication",
      "gcp-pac:sqlserver-require-cross-db-ownership-chaining",
      "gcp-pac:sqlserver-require-external-scripts-enabled",
      "gcp-pac:sqlserver-require-remote-access",
      "gcp-pac:sqlserver-require-user-connections",
      "gcp-pac:sqlserver-require-user-options",
    ],
    because:
      "the platform's databases are PostgreSQL; what holds for every engine, addresses, encryption, backups and log-ins, is " +
      "judged for these too, and sql-iam-authentication refuses a SQL Server nothing because it has no such log-in",
  },
  {
    rule: "a certificate authority of one's own for a database (serverCaMode)",
    same: [],
    because:
      "sql-connector-enforced lets connectors in alone, and a connector asks the Admin API for the instance's certificate, " +
      "whoever signed it",
  },
  {
    rule: "the retention of a topic beside that of its subscriptions",
    same: [],
    because:
      "each subscription keeps what was not taken, which pubsub-messages-kept judges; a topic's own retention is for replaying " +
      "what was, which the recorded table does",
  },
  {
    rule: "locked retention of logs and buckets",
    same: ["cis:2.3"],
    because:
      "a lock can never be taken off: the project cannot be deleted until it ends, which leaves a developer's for good. Who " +
      "may shorten a retention is a matter of grants, and logs-kept and logs-keep-audit refuse it in the program",
  },
  {
    rule: "a sink for all log entries, an inventory of assets, and data that are classified",
    same: ["cis:2.2", "cis:2.13", "cis:7.4"],
    because:
      "they belong to the organisation and are made once, by whoever makes projects; a stack of one environment can neither " +
      "make them nor see whether they are there",
  },
  {
    rule: "people who log in with accounts of the company",
    same: ["cis:1.1"],
    because:
      "which domains may hold a right is an organisation policy, and holds for what no program makes too; no-person and " +
      "sql-people-in-groups refuse people by name",
  },
  {
    rule: "a clean-up of old images in a repository",
    same: ["gcp-pac:artifactregistry-repository-require-cleanup-policy"],
    because:
      "what is old by its date may be what production runs by its digest, and what a rollback needs; a gigabyte is ten cents a month",
  },
];
