import { policy } from "../policy";
import { isSet, judgeSetting } from "../settings";
import { at, Unknown } from "../values";
import { instance, onPrimary } from "./instance";

const path = "settings.finalBackupConfig";
const shortest = 7;

/** `retainBackupsOnDelete` keeps the daily ones beside it, as long as they are kept anyway. */
export default policy({
  name: "sql-final-backup",
  refuses: "a database that takes all its backups along when it goes",
  because: "a destroy in the wrong window, or a replacement that nobody saw in the plan, is then the end of the data",
  fix:
    `set settings.retainBackupsOnDelete to true, and settings.finalBackupConfig to enabled with retentionDays of ${shortest} ` +
    "at least",
  severity: "high",
  applies: instance,
  check({ props }, report) {
    const judged = onPrimary(props, report);
    if (judged === undefined) return "not applicable";
    const setting = { allowed: [true], omitted: "which means false" };
    judgeSetting(props, { ...setting, path: "settings.retainBackupsOnDelete" }, judged);
    judgeSetting(props, { ...setting, path: `${path}.enabled` }, judged);
    const days = at(props, "settings", "finalBackupConfig", "retentionDays");
    if (days === Unknown) judged.unknown(`${path}.retentionDays`);
    else if (isSet(days) && Number(days) < shortest)
      judged.violation(`${path}.retentionDays`, `is ${String(days)}, not at least ${shortest}`);
    return undefined;
  },
});
