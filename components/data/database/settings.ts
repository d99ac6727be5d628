import type * as gcp from "@pulumi/gcp";
import type { Environment } from "../../environment";
import { type DatabaseSize, tierOf } from "./size";

type Settings = gcp.types.input.sql.DatabaseInstanceSettings;

/** Major versions that Cloud SQL has and Postgres still mends (postgresql.org/support/versioning). */
export const postgresVersions = ["15", "16", "17", "18"] as const;
export type PostgresVersion = (typeof postgresVersions)[number];

/** When Cloud SQL may restart an instance for maintenance. */
export interface MaintenanceWindow {
  /** 1 is Monday, 7 is Sunday. */
  day: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** Beginning of the hour in UTC, 0 to 23. */
  hour: number;
}

/**
 * What every instance logs and demands, after the CIS benchmark for Google Cloud, section 6.2 (cloud-facts names the
 * rules); a program can add flags, and change none of these.
 */
export const flagsKept: Readonly<Record<string, string>> = {
  "cloudsql.enable_pgaudit": "on",
  "cloudsql.iam_authentication": "on",
  log_checkpoints: "on",
  log_connections: "on",
  log_disconnections: "on",
  log_error_verbosity: "default",
  log_lock_waits: "on",
  log_min_duration_statement: "-1", // statements hold personal data
  log_min_error_statement: "error",
  log_min_messages: "warning",
  log_statement: "ddl",
  log_temp_files: "0",
};

export interface InstanceSettings {
  environment: Environment;
  size: DatabaseSize;
  /** In gigabytes; it grows by itself from there, and never shrinks. */
  disk: number;
  flags: Readonly<Record<string, string>>;
  maintenance: MaintenanceWindow;
}

/** What a primary and its replicas have in common. */
function common({ environment, size, disk, flags }: InstanceSettings): Settings {
  const { foundation, deletionProtection, labels } = environment;
  return {
    edition: "ENTERPRISE", // left out, it is the dear one from Postgres 16 on
    tier: tierOf(size),
    diskType: "PD_SSD",
    diskSize: disk,
    diskAutoresize: true,
    deletionProtectionEnabled: deletionProtection,
    connectorEnforcement: "REQUIRED",
    ipConfiguration: {
      ipv4Enabled: false,
      privateNetwork: foundation.network.ofManagedServices,
      sslMode: "ENCRYPTED_ONLY",
    },
    // Cloud SQL keeps an order, and a list in another order is a change.
    databaseFlags: Object.entries({ ...flags, ...flagsKept })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
    insightsConfig: {
      queryInsightsEnabled: true,
      queryStringLength: 1024,
      recordApplicationTags: true,
      recordClientAddress: false,
    },
    userLabels: { ...labels },
  };
}

/** Where there is one, the backup that a deletion leaves behind is kept so many days. */
const finalBackupDays = 30;

export function primarySettings(settings: InstanceSettings): Settings {
  const { environment, maintenance } = settings;
  const { kind, home, defaults, deletionProtection } = environment;
  const { backups, highAvailability } = defaults.database;
  return {
    ...common(settings),
    availabilityType: highAvailability ? "REGIONAL" : "ZONAL",
    backupConfiguration:
      backups > 0
        ? {
            enabled: true,
            startTime: "02:00",
            location: home,
            pointInTimeRecoveryEnabled: true,
            transactionLogRetentionDays: 7, // as long as the edition goes
            backupRetentionSettings: { retainedBackups: backups, retentionUnit: "COUNT" },
          }
        : { enabled: false },
    ...(deletionProtection && {
      retainBackupsOnDelete: true,
      finalBackupConfig: { enabled: true, retentionDays: finalBackupDays },
    }),
    // Production gets an update a week after all others.
    maintenanceWindow: { ...maintenance, updateTrack: kind === "production" ? "stable" : "canary" },
  };
}

/** A replica is its primary's copy: it has no backups of its own, and its place is its region's. */
export function replicaSettings(settings: InstanceSettings): Settings {
  return { ...common(settings), availabilityType: "ZONAL" };
}
