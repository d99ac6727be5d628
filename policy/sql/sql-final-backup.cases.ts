import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./sql-final-backup";

const kept = (finalBackupConfig: Value, more: Props = {}): Props => ({
  settings: { retainBackupsOnDelete: true, finalBackupConfig },
  ...more,
});
const enabled = "settings.finalBackupConfig.enabled";

export default cases(policy, {
  passing: [
    { title: "keeps one for a month", props: kept({ enabled: true, retentionDays: 30 }) },
    { title: "leaves the days to Cloud SQL, which is a month", props: kept({ enabled: true }) },
  ],
  failing: [
    {
      title: "says nothing",
      props: { settings: { backupConfiguration: { enabled: true } } },
      at: ["settings.retainBackupsOnDelete", enabled],
    },
    { title: "makes no last one", props: kept({ enabled: false }), at: [enabled] },
    {
      title: "keeps the last one for a day",
      props: kept({ enabled: true, retentionDays: 1 }),
      at: ["settings.finalBackupConfig.retentionDays"],
    },
    {
      title: "lets the daily ones go",
      props: { settings: { retainBackupsOnDelete: false, finalBackupConfig: { enabled: true, retentionDays: 30 } } },
      at: ["settings.retainBackupsOnDelete"],
    },
  ],
  unknown: [
    { title: "takes the days from a new resource", props: kept({ enabled: true, retentionDays: Unknown }) },
    { title: "may be a replica of a new instance", props: { masterInstanceName: Unknown, settings: {} } },
  ],
  notApplicable: [{ title: "is a replica", props: { masterInstanceName: "catalog", settings: {} } }],
});
