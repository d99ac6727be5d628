import { cis, policy, type Report } from "../policy";
import { isSet, judgeSetting, tentative } from "../settings";
import { find, type Props, Unknown } from "../values";
import { engineOf, instance, onPrimary } from "./instance";

const backups = "settings.backupConfiguration";

/** How many are kept, of days and of daily backups: 7 by default. */
const kept = [`${backups}.transactionLogRetentionDays`, `${backups}.backupRetentionSettings?.retainedBackups`];
const least = 7;

export default policy({
  name: "sql-backed-up",
  refuses: "a database without backups of a week, or without the log that restores it to a point in time",
  because:
    "a dropped table or a bad migration is then final, or costs everything since last night, or is noticed too late",
  fix:
    "set enabled and pointInTimeRecoveryEnabled (MySQL: binaryLogEnabled) of settings.backupConfiguration to true, and " +
    "leave transactionLogRetentionDays and retainedBackups at 7 or more; replicas need none of it",
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
    for (const path of kept) judgeKept(props, path, judged);
    return undefined;
  },
});

function judgeKept(props: Props, path: string, { violation, unknown }: Report): void {
  for (const { path: found, value } of find(props, path))
    if (value === Unknown) unknown(found);
    else if (isSet(value) && Number(value) < least) violation(found, `is ${String(value)}, not at least ${least}`);
}
