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
      "an attestation says that the build approved an image, and here the build alone can write one and deploy it: " +
      "image-from-registry, image-by-digest and workload-does-not-deploy; signed by that same build it says nothing more. Where " +
      "somebody else signs, binaryAuthorization is set, and run-no-breakglass keeps it",
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
];
