/** How hard each policy is in each kind of environment: the only place where one is softened. */
import type { Kind } from "./kind";
import type { PolicyName } from "./policies";
import type { Level } from "./policy";

/** A level for each kind of environment, and the one that holds instead in one that is being taken down. */
type Levels = Readonly<Record<Kind, Level>> & { readonly takenDown?: Level };

const everywhere = { developer: "mandatory", staging: "mandatory", production: "mandatory" } as const;

/** What is taken down has its protection taken off first, by an update, which has to be possible. */
const untilTakenDown = {
  developer: "disabled",
  staging: "mandatory",
  production: "mandatory",
  takenDown: "advisory",
} as const;

/** Whether the stack's `flotilla:deletionProtection` says that the environment is being taken down. */
export function isTakenDown(setting: string | undefined): boolean {
  return setting === "off";
}

/** `takenDown` is what `isTakenDown` says. */
export function levelOf(name: PolicyName, kind: Kind, takenDown: boolean): Level {
  const row: Levels = levels[name];
  return (takenDown && row[kind] !== "disabled" ? row.takenDown : undefined) ?? row[kind];
}

export const levels: Readonly<Record<PolicyName, Levels>> = {
  "own-service-account": everywhere,
  "no-grant-to-default-account": everywhere,
  "no-shared-account": everywhere,
  "no-walk-around": everywhere,
  "no-default-provider": everywhere,
  "run-ingress-not-public-by-accident": everywhere,
  "run-invoker-not-public": everywhere,
  // A developer runs what was just built, and tears it down again.
  "image-by-digest": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "deletion-protection": untilTakenDown,
  "edge-modern-tls": everywhere,
  "edge-scheme-managed": everywhere,
  "no-service-account-key": everywhere,
  "no-api-key": everywhere,
  "sql-private-address-only": everywhere,
  "sql-no-way-round-the-network": everywhere,
  "sql-encrypted-connections": everywhere,
  "sql-connector-enforced": everywhere,
  "sql-iam-authentication": everywhere,
  "sql-iam-users-only": everywhere,
  // A developer's environment is one person's.
  "sql-people-in-groups": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "sql-superuser-alone": everywhere,
  "sql-no-lasting-credentials": everywhere,
  "sql-edition-set": everywhere,
  // The calendar must not stand in the way of an urgent change; a developer is told to upgrade before anyone else.
  "sql-version-supported": { developer: "mandatory", staging: "advisory", production: "advisory" },
  "sql-log-flags": everywhere,
  // What a developer loses is made again by the next migration.
  "sql-backed-up": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "sql-final-backup": untilTakenDown,
  // Twice the price, for hours that only production has to answer for.
  "sql-highly-available": { developer: "disabled", staging: "disabled", production: "mandatory" },
  // A staging is as small as its load.
  "sql-machine-of-its-own": { developer: "disabled", staging: "disabled", production: "mandatory" },
  // A developer's sleeps at night.
  "sql-maintenance-planned": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  // A developer's disk may stay small.
  "sql-disk-grows": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "sql-deletion-protection": untilTakenDown,
  "nothing-abandoned": everywhere,
  "kms-key-not-public": everywhere,
  "kms-granted-on-the-key": everywhere,
  "kms-duties-separated": everywhere,
  "kms-key-rotated": everywhere,
  // A key in hardware is dearer, and an algorithm that only software has can be tried before production.
  "kms-hardware-key": { developer: "disabled", staging: "disabled", production: "mandatory" },
  // Nothing that a developer encrypts is worth 30 days.
  "kms-destruction-delayed": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "kms-key-born-in-kms": everywhere,
  "kms-key-has-a-version": everywhere,
  "kms-key-beside-data": everywhere,
  "secret-read-by-accounts-only": everywhere,
  "secret-readers-are-workloads": everywhere,
  "secret-granted-one-by-one": everywhere,
  "secret-grants-additive": everywhere,
  "secret-data-write-only": everywhere,
  // A developer may want the newest at once, and deploys all day anyway.
  "secret-version-pinned": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "secret-stays": everywhere,
  "secret-version-enabled": everywhere,
  "random-enough": everywhere,
  "no-secret-in-plain-variables": everywhere,
  "r2-no-public-domain": everywhere,
  "r2-cors-named-origins": everywhere,
  "r2-token-scoped": everywhere,
  "r2-token-expires": everywhere,
  "r2-domain-modern-tls": everywhere,
  "r2-aborts-unfinished-uploads": everywhere,
  "stateful-protected": untilTakenDown,
  "foundation-protected": everywhere,
  "pubsub-subscription-never-expires": everywhere,
  "pubsub-messages-kept": everywhere,
  "pubsub-dead-letters-kept": everywhere,
  "pubsub-push-encrypted": everywhere,
  "pubsub-push-own-account": everywhere,
  "pubsub-push-stays-inside": everywhere,
  "pubsub-push-own-audience": everywhere,
  "pubsub-members-are-accounts": everywhere,
  "pubsub-granted-one-by-one": everywhere,
  // A developer tries things out, and is told.
  "pubsub-topic-shaped": { developer: "advisory", staging: "mandatory", production: "mandatory" },
  "bigquery-not-public": everywhere,
  "bigquery-access-listed": everywhere,
  "bigquery-location-set": everywhere,
  "bigquery-standard-sql": everywhere,
  "bigquery-deletion-protection": untilTakenDown,
  "recorded-dataset-one-writer": everywhere,
  "recorded-read-by-groups": everywhere,
  "recorded-table-partitioned": everywhere,
  "recorded-stays": everywhere,
  "recorded-whole": everywhere,
  "edge-requests-logged": everywhere,
  "edge-firewalled": everywhere,
  "edge-firewall-rules": everywhere,
  "network-no-automatic-subnets": everywhere,
  "network-no-default": everywhere,
  "network-google-privately": everywhere,
  // Records cost by the gigabyte, and a developer has few secrets.
  "network-flow-logs": { developer: "disabled", staging: "disabled", production: "mandatory" },
  "network-firewall-closed": everywhere,
  "network-firewall-ports-named": everywhere,
  "network-routes-own": everywhere,
  "network-no-way-out": everywhere,
  "network-ranges-fit": everywhere,
  "dns-signed": everywhere,
  "dns-google-stays-google": everywhere,
  "dns-private-zone-seen": everywhere,
  "storage-never-public": everywhere,
  "public-pages-alone": everywhere,
  "storage-iam-only": everywhere,
  "storage-no-access-lists": everywhere,
  // A developer's bucket is made again by the next up.
  "storage-recoverable": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  // A developer tries things out, and is told.
  "image-tags-stay": { developer: "advisory", staging: "mandatory", production: "mandatory" },
  "images-scanned": everywhere,
  // A developer's alerts may go nowhere, and that is told.
  "alert-reaches-somebody": { developer: "advisory", staging: "mandatory", production: "mandatory" },
  "audit-exempts-nobody": everywhere,
  "audit-complete": everywhere,
  "logging-switched-on": everywhere,
  "logs-keep-audit": everywhere,
  // What a developer tries is over in a week.
  "logs-kept": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "no-basic-role": everywhere,
  "no-admin-account": everywhere,
  "no-impersonation-of-all": everywhere,
  "granted-on-the-resource": everywhere,
  "granted-for-use": everywhere,
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
  "contents-stay": untilTakenDown,
  "apis-stay": everywhere,
  "one-environment": everywhere,
  "data-where-it-runs": everywhere,
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
  "workload-rules-nothing": everywhere,
  "custom-role-on-the-resource": everywhere,
  "federation-own-audience": everywhere,
  "edge-unknown-host-refused": everywhere,
  "edge-redirects-http": everywhere,
  "edge-caches-public-only": everywhere,
  "edge-certificate-managed": everywhere,
  "edge-certificate-first": everywhere,
  "edge-no-early-data": everywhere,
  "edge-names-its-services": everywhere,
  "edge-only-way-in": everywhere,
  "no-name-beside-the-edge": everywhere,
  "no-oauth-client-secret": everywhere,
  "dns-record-not-proxied": everywhere,
  "zone-tls-kept": everywhere,
  "r2-ages-in-seconds": everywhere,
  "r2-lock-holds": everywhere,
  "alert-token-sealed": everywhere,
  "uptime-check-verifies": everywhere,
  "run-audience-own": everywhere,
  "no-whole-domain": everywhere,
  "sql-granted-on-one-instance": everywhere,
  "account-made-new": everywhere,
  "default-accounts-stay-powerless": everywhere,
  "calls-encrypted": everywhere,
  "iap-visitors-only-visit": everywhere,
  "edge-address-kept": everywhere,
  // What a developer loses is pushed again.
  "r2-keeps-for-a-month": { developer: "disabled", staging: "mandatory", production: "mandatory" },
  "run-no-breakglass": everywhere,
  "image-policy-asked": everywhere,
  "image-policy-decides": everywhere,
  "image-policy-patterns-narrow": everywhere,
  // It begins by logging, until all that runs passes; then every preview asks when it is to end.
  "image-policy-enforced": { developer: "disabled", staging: "advisory", production: "advisory" },
  "run-mounts-own-buckets": everywhere,
  // Several may write where each has files of its own, which nobody sees here.
  "storage-one-writer": { developer: "advisory", staging: "advisory", production: "advisory" },
  "edge-hosts-certified": everywhere,
  "edge-names-lead-here": everywhere,
};
