import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./sql-backed-up";

const enabled = "settings.backupConfiguration.enabled";
const recovery = "settings.backupConfiguration.pointInTimeRecoveryEnabled";
const instance = (backupConfiguration: Value, databaseVersion: Value = "POSTGRES_17"): Props => ({
  databaseVersion,
  settings: { backupConfiguration },
});

export default cases(policy, {
  passing: [
    { title: "has both", props: instance({ enabled: true, pointInTimeRecoveryEnabled: true }) },
    { title: "has both, as MySQL calls them", props: instance({ enabled: true, binaryLogEnabled: true }, "MYSQL_8_4") },
  ],
  failing: [
    { title: "has neither, by omission", props: { databaseVersion: "POSTGRES_17" }, at: [enabled, recovery] },
    { title: "has backups alone", props: instance({ enabled: true }), at: [recovery] },
    {
      title: "has both switched off",
      props: instance({ enabled: false, pointInTimeRecoveryEnabled: false }),
      at: [enabled, recovery],
    },
    {
      title: "keeps both for two days",
      props: instance({
        enabled: true,
        pointInTimeRecoveryEnabled: true,
        transactionLogRetentionDays: 2,
        backupRetentionSettings: { retainedBackups: 2 },
      }),
      at: [
        "settings.backupConfiguration.transactionLogRetentionDays",
        "settings.backupConfiguration.backupRetentionSettings.retainedBackups",
      ],
    },
    {
      title: "has the log of another engine",
      props: instance({ enabled: true, pointInTimeRecoveryEnabled: true }, "MYSQL_8_4"),
      at: ["settings.backupConfiguration.binaryLogEnabled"],
    },
  ],
  unknown: [
    { title: "takes one from a new resource", props: instance({ enabled: true, pointInTimeRecoveryEnabled: Unknown }) },
    { title: "may be a replica of a new instance", props: { ...instance({}), masterInstanceName: Unknown } },
  ],
  notApplicable: [
    { title: "is a replica", props: { ...instance({}), masterInstanceName: "catalog" } },
    { title: "is a pool of replicas", props: { ...instance({}), instanceType: "READ_POOL_INSTANCE" } },
  ],
});
