import assert from "node:assert/strict";
import { flagsKept } from "../../../components/data/database/settings";
import { type Declared, developer, ofType, one, production, staging } from "../../support/declare";
import { databaseType, declareDatabase, instanceOf, instanceType } from "./declare-database";

const settings = (instance: Declared) => instance.inputs.settings;
const kinds = [developer, staging, production];

/** What a database is in each kind of environment. */
async function byKind(of: (declared: Declared[]) => unknown): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const kind of kinds) all.push(of(await declareDatabase({}, kind)));
  return all;
}

describe("a Database", () => {
  let declared: Declared[];
  before(async () => {
    declared = await declareDatabase({}, { ...production, home: "us-east4" });
  });

  it("is in the home region, under a name that no deleted instance had", () => {
    const { name, region, databaseVersion } = instanceOf(declared).inputs;
    assert.deepEqual([name, region, databaseVersion], ["catalog-c0ffee", "us-east4", "POSTGRES_17"]);
  });

  it("is private, encrypted, and reached through a connector alone", () => {
    const { ipConfiguration, connectorEnforcement } = settings(instanceOf(declared));
    assert.deepEqual(ipConfiguration, { ipv4Enabled: false, privateNetwork: "network-id", sslMode: "ENCRYPTED_ONLY" });
    assert.equal(connectorEnforcement, "REQUIRED");
    assert.ok(instanceOf(declared).dependsOn.includes("managed-services"));
  });

  it("has every flag that is demanded and those that are asked for, in the order of their names", async () => {
    const { databaseFlags } = settings(instanceOf(await declareDatabase({ flags: { work_mem: "8192", a: "b" } })));
    const names = databaseFlags.map(({ name }: { name: string }) => name);
    assert.deepEqual(names, names.toSorted());
    assert.deepEqual(
      Object.fromEntries(databaseFlags.map(({ name, value }: Record<string, string>) => [name, value])),
      { ...flagsKept, work_mem: "8192", a: "b" },
    );
    assert.equal(flagsKept["cloudsql.iam_authentication"], "on");
  });

  it("is of the edition Enterprise whatever its version, on a disk that grows by itself", () => {
    const { edition, diskType, diskSize, diskAutoresize } = settings(instanceOf(declared));
    assert.deepEqual([edition, diskType, diskSize, diskAutoresize], ["ENTERPRISE", "PD_SSD", 10, true]);
    assert.ok(instanceOf(declared).ignoreChanges.includes("settings.diskSize"));
  });

  it("tells which queries are slow, and not whose they are", () => {
    assert.deepEqual(settings(instanceOf(declared)).insightsConfig, {
      queryInsightsEnabled: true,
      queryStringLength: 1024,
      recordApplicationTags: true,
      recordClientAddress: false,
    });
  });

  it("is as large as its kind of environment says, or as it is asked for", async () => {
    assert.deepEqual(await byKind((all) => settings(instanceOf(all)).tier), [
      "db-f1-micro",
      "db-custom-1-3840",
      "db-custom-2-8192",
    ]);
    const large = await declareDatabase({ size: { cpu: 4, memory: "16Gi" }, disk: 100 });
    assert.deepEqual(
      [settings(instanceOf(large)).tier, settings(instanceOf(large)).diskSize],
      ["db-custom-4-16384", 100],
    );
  });

  it("has backups and a second machine as its kind of environment says", async () => {
    const kept = (retainedBackups: number) => ({
      enabled: true,
      startTime: "02:00",
      location: "europe-west1",
      pointInTimeRecoveryEnabled: true,
      transactionLogRetentionDays: 7,
      backupRetentionSettings: { retainedBackups, retentionUnit: "COUNT" },
    });
    assert.deepEqual(
      await byKind((all) => {
        const { backupConfiguration, availabilityType } = settings(instanceOf(all));
        return [backupConfiguration, availabilityType];
      }),
      [
        [{ enabled: false }, "ZONAL"],
        [kept(7), "ZONAL"],
        [kept(30), "REGIONAL"],
      ],
    );
  });

  it("is protected three times over where its environment is, and leaves a backup behind", async () => {
    const protection = (all: Declared[]) => {
      const { protect, inputs } = instanceOf(all);
      const { deletionProtectionEnabled, retainBackupsOnDelete, finalBackupConfig } = inputs.settings;
      return [
        [protect, inputs.deletionProtection, deletionProtectionEnabled],
        [retainBackupsOnDelete, finalBackupConfig],
        one(all, databaseType, "catalog/catalog").protect,
      ];
    };
    const free = [[false, false, false], [undefined, undefined], false];
    const kept = [[true, true, true], [true, { enabled: true, retentionDays: 30 }], true];
    assert.deepEqual(await byKind(protection), [free, kept, kept]);
    assert.deepEqual(protection(await declareDatabase({}, { ...production, deletionProtection: "off" })), free);
  });

  it("is restarted on Sunday at three, production a week after the others", async () => {
    const window = (all: Declared[]) => settings(instanceOf(all)).maintenanceWindow;
    const sunday = { day: 7, hour: 3 };
    assert.deepEqual(
      await byKind(window),
      ["canary", "canary", "stable"].map((updateTrack) => ({ ...sunday, updateTrack })),
    );
    const tuesday = await declareDatabase({ maintenance: { day: 2, hour: 22 } });
    assert.deepEqual(window(tuesday), { day: 2, hour: 22, updateTrack: "canary" });
  });

  it("has one database of its name, or those that are listed; all go with the instance", async () => {
    const databases = (all: Declared[]) =>
      ofType(all, databaseType).map(({ name, inputs, deletedWith }) => [name, inputs.name, deletedWith]);
    assert.deepEqual(databases(declared), [["catalog/catalog", "catalog", "catalog"]]);
    assert.deepEqual(databases(await declareDatabase({ databases: ["images", "audit"] })), [
      ["catalog/images", "images", "catalog"],
      ["catalog/audit", "audit", "catalog"],
    ]);
  });

  it("transform: changes what it names and nothing beside it", async () => {
    const transform = { instance: { settings: { diskAutoresizeLimit: 200 } } };
    const all = await declareDatabase({ transform });
    const { diskAutoresizeLimit, diskAutoresize, tier } = settings(instanceOf(all));
    assert.deepEqual([diskAutoresizeLimit, diskAutoresize, tier], [200, true, "db-f1-micro"]);
    assert.deepEqual(one(all, "flotilla:data:Database", "catalog").outputs, { transformed: ["instance"] });
  });
});

describe("replicas of a Database", () => {
  const replicas = ["us-east4", "asia-northeast1"] as const;

  it("are copies of the primary, one in each region that is listed, sized and protected as it is", async () => {
    const declared = await declareDatabase({ replicas, size: { cpu: 4, memory: "16Gi" } }, production);
    for (const region of replicas) {
      const { inputs, protect } = instanceOf(declared, region);
      assert.deepEqual(
        [inputs.region, inputs.masterInstanceName, inputs.databaseVersion, inputs.deletionProtection, protect],
        [region, "catalog-c0ffee", "POSTGRES_17", true, true],
      );
      assert.equal(inputs.settings.tier, "db-custom-4-16384");
      assert.equal(inputs.settings.availabilityType, "ZONAL");
      assert.deepEqual(
        [inputs.settings.backupConfiguration, inputs.settings.maintenanceWindow],
        [undefined, undefined],
      );
      assert.deepEqual(inputs.settings.ipConfiguration, settings(instanceOf(declared)).ipConfiguration);
    }
    assert.equal(instanceOf(declared, "us-east4").inputs.name, "catalog-us-east4-c0ffee");
  });

  it("are upgraded with their primary, and not for themselves", async () => {
    const declared = await declareDatabase({ replicas, version: "18" }, production);
    assert.equal(instanceOf(declared).inputs.includeReplicasForMajorVersionUpgrade, true);
    assert.deepEqual(instanceOf(declared, "us-east4").ignoreChanges, ["settings.diskSize", "databaseVersion"]);
    const alone = instanceOf(await declareDatabase({}, production)).inputs;
    assert.equal(alone.includeReplicasForMajorVersionUpgrade, undefined);
  });

  it("adding or removing one touches no other", async () => {
    const [one, both] = [
      await declareDatabase({ replicas: ["us-east4"] }, production),
      await declareDatabase({ replicas: ["asia-northeast1", "us-east4"] }, production),
    ];
    assert.equal(ofType(one, instanceType).length, 2);
    assert.deepEqual(instanceOf(both, "us-east4"), instanceOf(one, "us-east4"));
    assert.deepEqual(instanceOf(both), instanceOf(one));
  });
});
