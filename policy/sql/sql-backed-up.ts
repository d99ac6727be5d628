import { cis, policy } from "../policy";
import { judgeSetting, tentative } from "../settings";
import { Unknown } from "../values";
import { engineOf, instance, onPrimary } from "./instance";

const backups = "settings.backupConfiguration";

export default policy({
  name: "sql-backed-up",
  refuses: "a database without backups, or without the log that restores it to a point in time",
  because: "a dropped table or a bad migration is then final, or costs everything since last night",
  fix:
    "set enabled and pointInTimeRecoveryEnabled (MySQL: binaryLogEnabled) of settings.backupConfiguration to true; " +
    "replicas need neither",
  severity: "high",
  frameworks: [cis("6.7", "Ensure That Cloud SQL Database Instances Are Configured With Automated Backups")],
  same: [
    "checkov:CKV_GCP_14",
    "checkov:CKV2_GCP_20",
    "trivy:GCP-0024",
    "gcp-pac:sql-require-automated-backup",
    "gcp-pac:sql-require-binary-log-enabled-mysql",
    "gcp-pac:sql-require-point-in-time-recovery",
  ],
  applies: instance,
  check({ props }, report) {
    const judged = onPrimary(props, report);
    if (judged === undefined) return "not applicable";
    const engine = engineOf(props);
    const setting = { allowed: [true], omitted: "which means false" };
    judgeSetting(props, { ...setting, path: `${backups}.enabled` }, judged);
    const log = engine === "MYSQL" ? "binaryLogEnabled" : "pointInTimeRecoveryEnabled";
    judgeSetting(props, { ...setting, path: `${backups}.${log}` }, engine === Unknown ? tentative(judged) : judged);
    return undefined;
  },
});
