/** How hard each policy is in each kind of environment: the only place where one is softened. */
import type { Kind } from "./kind";
import type { PolicyName } from "./policies";
import type { Level } from "./policy";

const everywhere = { developer: "mandatory", staging: "mandatory", production: "mandatory" } as const;

export const levels: Readonly<Record<PolicyName, Readonly<Record<Kind, Level>>>> = {
  "own-service-account": everywhere,
  "no-grant-to-default-account": everywhere,
  "no-shared-account": everywhere,
  "no-walk-around": everywhere,
  "no-default-provider": everywhere,
  "run-ingress-not-public-by-accident": everywhere,
  "run-invoker-not-public": everywhere,
  // A developer runs what was just built, and tears it down again.
  "image-by-digest": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "deletion-protection": { developer: "disabled", staging: "advisory", production: "advisory" },
  "edge-modern-tls": everywhere,
  "edge-scheme-managed": everywhere,
  "no-service-account-key": everywhere,
  "sql-private-address-only": everywhere,
  "sql-encrypted-connections": everywhere,
  "sql-connector-enforced": everywhere,
  "sql-iam-authentication": everywhere,
  "sql-iam-users-only": everywhere,
  "sql-no-lasting-credentials": everywhere,
  "sql-edition-set": everywhere,
  // The calendar must not stand in the way of an urgent change; a developer is told to upgrade before anyone else.
  "sql-version-supported": { developer: "mandatory", staging: "advisory", production: "advisory" },
  "sql-log-flags": everywhere,
  // What a developer loses is made again by the next migration.
  "sql-backed-up": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  // Twice the price, for hours that only production has to answer for.
  "sql-highly-available": { developer: "disabled", staging: "disabled", production: "mandatory" },
  // A developer's disk may stay small.
  "sql-disk-grows": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  // What is torn down has its protection taken off first, by an update, which has to be possible.
  "sql-deletion-protection": { developer: "disabled", staging: "advisory", production: "advisory" },
  "sql-not-abandoned": everywhere,
  "kms-key-not-public": everywhere,
  "kms-duties-separated": everywhere,
  "kms-key-rotated": everywhere,
  // A key in hardware is dearer, and an algorithm that only software has can be tried before production.
  "kms-hardware-key": { developer: "disabled", staging: "disabled", production: "mandatory" },
  // Nothing that a developer encrypts is worth 30 days.
  "kms-destruction-delayed": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "secret-read-by-accounts-only": everywhere,
  "secret-readers-are-workloads": everywhere,
  "secret-granted-one-by-one": everywhere,
  "secret-grants-additive": everywhere,
  "secret-data-write-only": everywhere,
  // A developer may want the newest at once, and deploys all day anyway.
  "secret-version-pinned": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "no-secret-in-plain-variables": everywhere,
  "r2-no-public-domain": everywhere,
  "r2-cors-named-origins": everywhere,
  "r2-token-scoped": everywhere,
  "r2-token-expires": everywhere,
  "r2-domain-modern-tls": everywhere,
  "r2-aborts-unfinished-uploads": everywhere,
  // As for sql-deletion-protection.
  "stateful-protected": { developer: "disabled", staging: "advisory", production: "advisory" },
  "pubsub-subscription-never-expires": everywhere,
  "pubsub-dead-letters-kept": everywhere,
  "pubsub-push-encrypted": everywhere,
  "pubsub-push-own-account": everywhere,
  "pubsub-members-are-accounts": everywhere,
  "pubsub-granted-one-by-one": everywhere,
  // A developer tries things out, and is told.
  "pubsub-topic-shaped": { developer: "advisory", staging: "mandatory", production: "mandatory" },
  "bigquery-not-public": everywhere,
  "bigquery-location-set": everywhere,
  // As for sql-deletion-protection.
  "bigquery-deletion-protection": { developer: "disabled", staging: "advisory", production: "advisory" },
  "recorded-dataset-one-writer": everywhere,
  "recorded-read-by-groups": everywhere,
  "recorded-table-partitioned": everywhere,
  "edge-requests-logged": everywhere,
  "edge-firewalled": everywhere,
  "edge-firewall-rules": everywhere,
  "network-no-automatic-subnets": everywhere,
  "network-google-privately": everywhere,
  // Records cost by the gigabyte, and a developer has few secrets.
  "network-flow-logs": { developer: "disabled", staging: "disabled", production: "mandatory" },
  "network-firewall-closed": everywhere,
  "dns-signed": everywhere,
  "storage-never-public": everywhere,
  "storage-iam-only": everywhere,
  // A developer's bucket is made again by the next up.
  "storage-versioned": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  // A developer tries things out, and is told.
  "image-tags-stay": { developer: "advisory", staging: "mandatory", production: "mandatory" },
  // A developer's alerts may go nowhere, and that is told.
  "alert-reaches-somebody": { developer: "advisory", staging: "mandatory", production: "mandatory" },
  "audit-exempts-nobody": everywhere,
  "no-basic-role": everywhere,
  "no-admin-account": everywhere,
  "no-impersonation-of-all": everywhere,
  "granted-on-the-resource": everywhere,
  "grants-stay": everywhere,
  // A developer reaches an environment of their own by name.
  "no-person": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "no-grant-to-everyone": everywhere,
  "federation-pinned": everywhere,
  "federation-narrow": everywhere,
  "custom-role-harmless": everywhere,
  "account-duties-separated": everywhere,
  "run-instances-bounded": everywhere,
  "run-through-network": everywhere,
  "run-limits-set": everywhere,
  // A developer is told.
  "sql-queries-seen": { developer: "advisory", staging: "mandatory", production: "mandatory" },
  "pubsub-regions-chosen": everywhere,
  // An environment that is torn down every evening has nothing to keep.
  "contents-stay": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "one-environment": everywhere,
  "no-acting-as-another": everywhere,
  "workload-does-not-deploy": everywhere,
  "calls-as-own-account": everywhere,
  "no-grant-above-project": everywhere,
  "run-current-api": everywhere,
  "no-secret-in-calls": everywhere,
  // A developer tries images out.
  "image-from-registry": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "run-job-ends": everywhere,
  // What is not released is tried out somewhere.
  "run-released-features": { developer: "disabled", staging: "disabled", production: "mandatory" },
  "foreign-account-explained": everywhere,
  "kms-used-by-workloads": everywhere,
};
