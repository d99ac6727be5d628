import { type BadChanges, becomes, gains, option, told, without } from "../bad-change";
import { having, named, textAt } from "./subjects";

const lost = "A developer's data is made again by the next migration.";
const small = "A developer's disk may stay small.";
const onlyTold = "It is told, and lets pass: the calendar must not stand in the way of an urgent change.";
const unprotected = "protection by Pulumi is taken away";

const settings = (property: string) => `settings.${property}`;

/** Flag → what it may not be. */
const flags: readonly (readonly [string, string, string])[] = [
  ["cloudsql.iam_authentication", "off", "everybody needs a password"],
  ["cloudsql.enable_pgaudit", "off", "nobody sees who read what"],
  ["log_checkpoints", "off", "nobody sees why it was slow"],
  ["log_connections", "off", "nobody sees who came"],
  ["log_disconnections", "off", "nobody sees how long somebody stayed"],
  ["log_lock_waits", "off", "nobody sees who waits for whom"],
  ["log_statement", "none", "nobody sees who changed a table"],
  ["log_min_duration_statement", "0", "every statement is in the logs, with what is secret in it"],
  ["log_min_messages", "panic", "nobody sees an error"],
  ["log_min_error_statement", "panic", "nobody sees what failed"],
];

const withFlag = (name: string, value: string) =>
  told(`\`${name}\` = \`${value}\``, ({ inputs }) =>
    flagsOf(inputs).map((flag) => (flag.name === name ? { name, value } : flag)),
  );
const withoutFlag = (name: string) =>
  told(`one without \`${name}\``, ({ inputs }) => flagsOf(inputs).filter((flag) => flag.name !== name));

function flagsOf(inputs: unknown): { name: string; value: string }[] {
  return (inputs as { settings: { databaseFlags: { name: string; value: string }[] } }).settings.databaseFlags;
}

export const data: BadChanges = {
  "gcp:sql/databaseInstance:DatabaseInstance": [
    becomes(settings("ipConfiguration.ipv4Enabled"), true, "it has an address on the internet"),
    without(settings("ipConfiguration.ipv4Enabled"), "it has an address on the internet: that is the default"),
    gains(
      settings("ipConfiguration.authorizedNetworks"),
      { name: "all", value: "0.0.0.0/0" },
      "the internet may knock",
    ),
    without(settings("ipConfiguration.privateNetwork"), "it is reached over no network of ours"),
    becomes(
      settings("ipConfiguration.sslMode"),
      "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
      "passwords and rows cross the network in the clear",
    ),
    without(settings("ipConfiguration.sslMode"), "connections need not be encrypted: that is the default"),
    without(settings("connectorEnforcement"), "it is reached without IAM being asked"),
    becomes(settings("connectorEnforcement"), "NOT_REQUIRED", "it is reached without IAM being asked"),
    ...flags.flatMap(([name, value, harm]) => [
      becomes(settings("databaseFlags"), withFlag(name, value), harm),
      // Without it, Postgres logs its checkpoints anyway.
      ...(value === "off" && name !== "log_checkpoints"
        ? [becomes(settings("databaseFlags"), withoutFlag(name), harm)]
        : []),
    ]),
    becomes(settings("backupConfiguration.enabled"), false, "what is lost is lost", { survives: { developer: lost } }),
    without(settings("backupConfiguration"), "what is lost is lost", { survives: { developer: lost } }),
    becomes(settings("backupConfiguration.pointInTimeRecoveryEnabled"), false, "a day of work can be lost", {
      survives: { developer: lost },
    }),
    becomes(
      settings("backupConfiguration.transactionLogRetentionDays"),
      1,
      "a mistake of the day before yesterday stays",
      {
        of: having(settings("backupConfiguration.pointInTimeRecoveryEnabled"), true),
      },
    ),
    becomes(
      settings("backupConfiguration.backupRetentionSettings.retainedBackups"),
      1,
      "a mistake of the day before yesterday stays",
      {
        of: having(settings("backupConfiguration.backupRetentionSettings")),
      },
    ),
    becomes(settings("backupConfiguration.location"), "us", "the backups lie on another continent", {
      of: having(settings("backupConfiguration.location")),
    }),
    becomes(settings("availabilityType"), "ZONAL", "it is down when one zone is", {
      survives: { staging: "Nobody is served from staging, and a second machine doubles its price." },
      of: having(settings("availabilityType"), "REGIONAL"),
    }),
    becomes(settings("diskAutoresize"), false, "it stops when its disk is full", { survives: { developer: small } }),
    becomes(settings("diskAutoresizeLimit"), 11, "it stops when its disk is full", { survives: { developer: small } }),
    becomes(settings("insightsConfig.queryInsightsEnabled"), false, "nobody sees which query is slow", {
      survives: { developer: "A developer is told." },
    }),
    becomes("databaseVersion", "POSTGRES_11", "it is a version that nobody mends any more", {
      survives: { staging: onlyTold, production: onlyTold },
    }),
    becomes("databaseVersion", "MYSQL_8_0", "none of what the platform knows of Postgres holds"),
    becomes("deletionProtection", false, "one wrong word deletes it"),
    becomes(settings("deletionProtectionEnabled"), false, "whoever may, deletes it in the console"),
    becomes("deletionPolicy", "ABANDON", "it is paid for after everybody has forgotten it"),
    without(settings("edition"), "it is of the edition that is dearest"),
    becomes(settings("tier"), "db-f1-micro", "it has no promised availability", {
      of: having(settings("availabilityType"), "REGIONAL"),
    }),
    becomes(settings("tier"), "db-custom-3-100", "there is no such machine"),
    becomes("rootPassword", "correct-horse-battery", "there is a password that never ends"),
    without(settings("finalBackupConfig"), "a deletion leaves nothing behind", {
      of: having(settings("finalBackupConfig")),
    }),
    becomes(settings("retainBackupsOnDelete"), false, "a deletion takes the backups along", {
      of: having(settings("retainBackupsOnDelete"), true),
    }),
    without(settings("maintenanceWindow"), "it restarts at noon", {
      of: having(settings("maintenanceWindow")),
      survives: { developer: "A developer's sleeps at night." },
    }),
    becomes(settings("activationPolicy"), "NEVER", "it is off", {
      of: having(settings("activationPolicy"), "ALWAYS"),
      survives: "Asleep, it costs nothing; waking it is one word, and everybody sees that it is off.",
    }),
    becomes("region", "us-west1", "the data lie on another continent"),
    option(unprotected, { protect: false }, "one wrong word deletes it", { survives: { developer: lost } }),
  ],
  "gcp:sql/database:Database": [
    becomes("deletionPolicy", "ABANDON", "it stays, and nobody knows of it"),
    becomes("instance", "elsewhere", "there is no such instance"),
    option(unprotected, { protect: false }, "one wrong word deletes what was written", {
      of: ({ protect }) => protect,
    }),
  ],
  "gcp:sql/user:User": [
    without("type", "it logs in with a password: that is the default"),
    becomes("type", "BUILT_IN", "it logs in with a password"),
    becomes("password", "correct-horse-battery", "there is a password that never ends"),
    becomes("name", "postgres", "it is the administrator"),
    becomes("type", "CLOUD_IAM_USER", "a person's account reaches the database"),
    becomes("deletionPolicy", "ABANDON", "it may log in after everybody has forgotten it"),
    becomes("databaseRoles", ["cloudsqlsuperuser"], "a service rules over the database", {
      of: ({ name }) => !named("catalog-roles")({ name } as never),
    }),
  ],
  "gcp:secretmanager/secret:Secret": [
    becomes("ttl", "3600s", "it is gone in an hour"),
    becomes("expireTime", "2026-12-24T00:00:00Z", "it is gone on a day that nobody remembers"),
    becomes("deletionProtection", false, "one wrong word deletes it", {
      of: having("deletionProtection", true),
    }),
    becomes(
      "replication",
      { userManaged: { replicas: [{ location: "us-west1" }] } },
      "one region has it, where the environment is not",
    ),
    becomes("project", "registry-elsewhere", "another project has it"),
  ],
  "gcp:secretmanager/secretVersion:SecretVersion": [
    becomes("secretData", "correct-horse-battery", "it stands in the state"),
    becomes("enabled", false, "whoever reads it is refused"),
    becomes("deletionPolicy", "ABANDON", "it works after everybody has forgotten it"),
  ],
  "cloudflare:index/r2Bucket:R2Bucket": [
    option(unprotected, { protect: false }, "one wrong word deletes every layer", {
      of: ({ protect }) => protect,
    }),
    becomes("jurisdiction", "fedramp", "it is replaced by an empty one elsewhere"),
    becomes("name", "Layers", "there is no such name"),
  ],
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": [
    becomes("rules", [], "what was never uploaded to its end is paid for for ever"),
    becomes("rules[].enabled", false, "what was never uploaded to its end is paid for for ever"),
    gains(
      "rules",
      {
        id: "tidy",
        enabled: true,
        conditions: { prefix: "" },
        deleteObjectsTransition: { condition: { maxAge: 86400, type: "Age" } },
      },
      "every layer is gone a day after it was pushed",
      { survives: { developer: "What a developer loses is pushed again." } },
    ),
  ],
  "cloudflare:index/r2BucketLock:R2BucketLock": [
    becomes("bucketName", "nowhere", "it locks a bucket that does not exist"),
  ],
  "cloudflare:index/accountToken:AccountToken": [
    without("expiresOn", "it holds for ever"),
    becomes("expiresOn", "2036-01-01T00:00:00Z", "it holds for ten years"),
    becomes("expiresOn", "2020-01-01T00:00:00Z", "it holds no more"),
    becomes(
      "policies[].resources",
      told("the whole account", (subject) =>
        JSON.stringify({ [`com.cloudflare.api.account.${textAt(subject, "accountId")}`]: "*" }),
      ),
      "whoever has it rules over the account",
    ),
    becomes(
      "policies[].resources",
      told("every bucket", (subject) =>
        JSON.stringify({ [`com.cloudflare.edge.r2.bucket.${textAt(subject, "accountId")}_default_*`]: "*" }),
      ),
      "whoever has it reads every bucket",
    ),
    becomes(
      "policies[].permissionGroups",
      [{ id: "bf7481a1826f439697cb59a20b22293e" }],
      "it may do something else than it was made for",
    ),
    becomes("policies[].effect", "deny", "it may do nothing"),
    becomes("policies", [], "it may do nothing"),
  ],
};
