import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { type PropertyMap, Unknown } from "../../../local/values";
import { Driver, gcp, identity, project, region, service, types } from "./support";

const none = { detailed: {}, replaces: [], deleteBeforeReplace: false };

describe("diff", () => {
  const subnet = { name: "s", network: "default", ipCidrRange: "10.0.0.0/24" };
  const container = (more: PropertyMap) =>
    service({ containers: [{ image: "europe-docker.pkg.dev/example/images/a", ...more }] });

  const cases: [
    claim: string,
    type: string,
    before: PropertyMap,
    after: PropertyMap,
    detailed: Record<string, string>,
  ][] = [
    ["nothing", types.service, service(), service(), {}],
    [
      "a nested property",
      types.service,
      service(),
      container({ image: "b" }),
      { "template.containers[0].image": "update" },
    ],
    ["an added property", types.service, service(), { ...service(), description: "d" }, { description: "add" }],
    ["a property left out", types.service, { ...service(), description: "d" }, service(), { description: "delete" }],
    [
      "lists in their order",
      types.service,
      { ...service(), customAudiences: ["a", "b"] },
      { ...service(), customAudiences: ["b"] },
      { "customAudiences[0]": "update", "customAudiences[1]": "delete" },
    ],
    [
      "an added element",
      types.service,
      container({ envs: [{ name: "A", value: "1" }] }),
      container({
        envs: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
      }),
      { "template.containers[0].envs[1]": "add" },
    ],
    [
      "keys of a map",
      types.service,
      { ...service(), annotations: { a: "1", "b.c": "1" } },
      { ...service(), annotations: { a: "2", d: "1" } },
      { "annotations.a": "update", 'annotations["b.c"]': "delete", "annotations.d": "add" },
    ],
    ["a replacing input", types.subnet, subnet, { ...subnet, network: "m" }, { network: "update-replace" }],
    ["a value left to the cloud", types.service, { ...service(), ingress: "INGRESS_TRAFFIC_ALL" }, service(), {}],
    ["a value that the cloud chose", types.service, service(), { ...service(), ingress: "INGRESS_TRAFFIC_ALL" }, {}],
    ["a zero value left out", types.account, { accountId: "ada-dev" }, { accountId: "ada-dev", disabled: false }, {}],
    ["a default written out", types.sslPolicy, { name: "a" }, { name: "a", profile: "COMPATIBLE" }, {}],
    ["an unknown", types.subnet, subnet, { ...subnet, network: Unknown.value }, { network: "update-replace" }],
  ];
  for (const [claim, type, before, after, detailed] of cases)
    it(`tells: ${claim}`, async () => {
      const driver = await gcp();
      assert.deepEqual((await driver.diff(await driver.create(type, "a", before), after)).detailed, detailed);
    });

  it("is none for an automatic name", async () => {
    const driver = await gcp();
    assert.deepEqual(await driver.diff(await driver.create(types.network, "n"), {}), none);
  });

  it("replaces: deletes first where the program chose the name", async () => {
    const driver = await gcp();
    const fixed = await driver.diff(await driver.create(types.subnet, "s", subnet), { ...subnet, network: "m" });
    assert.deepEqual([fixed.replaces, fixed.deleteBeforeReplace], [["network"], true]);
    const unnamed = { network: "default", ipCidrRange: "10.0.1.0/24" };
    const automatic = await driver.diff(await driver.create(types.subnet, "t", unnamed), { ...unnamed, network: "m" });
    assert.deepEqual([automatic.replaces, automatic.deleteBeforeReplace], [["network"], false]);
  });

  describe("of a table's columns", () => {
    const column = (name: string, more: object = {}) => ({ name, type: "STRING", mode: "REQUIRED", ...more });
    const empty = { mode: "NULLABLE" };
    const record = (...fields: object[]) => column("r", { type: "RECORD", fields });
    const tableOf = (columns: object[]) => ({ datasetId: "events", tableId: "t", schema: JSON.stringify(columns) });
    const base = [column("a"), column("b", empty), record(column("c", empty))];
    const changes: [claim: string, after: object[], kind: "update" | "update-replace"][] = [
      ["one more that may be empty: in place", [...base, column("d", empty)], "update"],
      [
        "one more in a record that may be empty: in place",
        base.toSpliced(2, 1, record(column("c", empty), column("d", empty))),
        "update",
      ],
      ["one that may be empty from now on: in place", base.toSpliced(0, 1, column("a", empty)), "update"],
      ["one less at the top: in place, and it is dropped", base.slice(0, 2), "update"],
      [
        "another name of a type: in place",
        base.toSpliced(2, 1, { ...record(column("c", empty)), type: "STRUCT" }),
        "update",
      ],
      ["one more that is required: another table", [...base, column("d")], "update-replace"],
      ["one less and one more: another table", [...base.slice(0, 2), column("d", empty)], "update-replace"],
      ["one less in a record: another table", base.toSpliced(2, 1, record(column("d", empty))), "update-replace"],
      ["another type: another table", base.toSpliced(0, 1, column("a", { type: "INTEGER" })), "update-replace"],
      ["one that is required from now on: another table", base.toSpliced(1, 1, column("b")), "update-replace"],
    ];
    for (const [claim, after, kind] of changes)
      it(claim, async () => {
        const driver = await gcp();
        await driver.enable("bigquery");
        await driver.create("gcp:bigquery/dataset:Dataset", "events", { datasetId: "events", location: "EU" });
        const made = await driver.create("gcp:bigquery/table:Table", "t", tableOf(base));
        const { detailed } = await driver.diff(made, tableOf(after));
        assert.deepEqual(detailed, { schema: kind });
      });
  });

  describe("of what the provider's own plan decides", () => {
    const bucketOf = (retentionPolicy: PropertyMap | undefined) => ({
      location: "EU",
      ...(retentionPolicy && { retentionPolicy: { retentionPeriod: "60", ...retentionPolicy } }),
    });
    const diskOf = (settings: PropertyMap) => ({
      databaseVersion: "POSTGRES_16",
      settings: { tier: "db-custom-1-3840", edition: "ENTERPRISE", ...settings },
    });
    const changes: [claim: string, type: string, before: PropertyMap, after: PropertyMap, Record<string, string>][] = [
      [
        "a locked retention unlocked: the bucket is replaced",
        "gcp:storage/bucket:Bucket",
        bucketOf({ isLocked: true }),
        bucketOf({ isLocked: false }),
        { "retentionPolicy.isLocked": "update-replace" },
      ],
      [
        "a locked retention taken away: the bucket is replaced",
        "gcp:storage/bucket:Bucket",
        bucketOf({ isLocked: true }),
        bucketOf(undefined),
        { retentionPolicy: "delete-replace" },
      ],
      [
        "a retention locked: the bucket is updated",
        "gcp:storage/bucket:Bucket",
        bucketOf({}),
        bucketOf({ isLocked: true }),
        { "retentionPolicy.isLocked": "add" },
      ],
      [
        "a smaller disk that does not grow by itself: the instance is replaced",
        "gcp:sql/databaseInstance:DatabaseInstance",
        diskOf({ diskSize: 20, diskAutoresize: false }),
        diskOf({ diskSize: 10, diskAutoresize: false }),
        { "settings.diskSize": "update-replace" },
      ],
      [
        "a smaller disk that grows by itself: nothing",
        "gcp:sql/databaseInstance:DatabaseInstance",
        diskOf({ diskSize: 20 }),
        diskOf({ diskSize: 10 }),
        {},
      ],
      [
        "a larger disk: the instance is updated",
        "gcp:sql/databaseInstance:DatabaseInstance",
        diskOf({ diskSize: 10, diskAutoresize: false }),
        diskOf({ diskSize: 20, diskAutoresize: false }),
        { "settings.diskSize": "update" },
      ],
      [
        "a larger range around the old one: the subnet is updated",
        types.subnet,
        subnet,
        { ...subnet, ipCidrRange: "10.0.0.0/20" },
        { ipCidrRange: "update" },
      ],
      [
        "a smaller range: the subnet is replaced",
        types.subnet,
        subnet,
        { ...subnet, ipCidrRange: "10.0.0.0/25" },
        { ipCidrRange: "update-replace" },
      ],
      [
        "another range: the subnet is replaced",
        types.subnet,
        subnet,
        { ...subnet, ipCidrRange: "10.9.0.0/20" },
        { ipCidrRange: "update-replace" },
      ],
    ];
    for (const [claim, type, before, after, detailed] of changes)
      it(`tells: ${claim}`, async () => {
        const driver = await gcp();
        await driver.enable("storage");
        await driver.enable("sqladmin");
        assert.deepEqual((await driver.diff(await driver.create(type, "a", before), after)).detailed, detailed);
      });

    it("updates: a smaller disk that grows by itself stays as large as it was", async () => {
      const driver = await gcp();
      await driver.enable("sqladmin");
      const made = await driver.create(
        "gcp:sql/databaseInstance:DatabaseInstance",
        "a",
        diskOf({ diskSize: 20, diskAutoresizeLimit: 50 }),
      );
      const { outputs } = await driver.update(made, diskOf({ diskSize: 10, diskAutoresizeLimit: 100 }));
      const { diskSize, diskAutoresizeLimit } = outputs.settings as PropertyMap;
      assert.deepEqual([diskSize, diskAutoresizeLimit], [20, 100]);
    });
  });

  it("replaces: every input of an IAM member, deleting first", async () => {
    const driver = await gcp();
    const grant = { project, role: "roles/viewer", member: "user:ada@example.dev" };
    const made = await driver.create(types.projectMember, "m", grant);
    const diff = await driver.diff(made, { ...grant, role: "roles/editor" });
    assert.deepEqual(diff, { detailed: { role: "update-replace" }, replaces: ["role"], deleteBeforeReplace: true });
  });

  it("leaves out: ignored paths", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "s", service());
    const news = { ...container({ image: "b" }), description: "d" };
    const { detailed } = await driver.diff(made, news, ["template.containers[*].image"]);
    assert.deepEqual(detailed, { description: "add" });
  });

  describe("of what the provider's own arguments decide", () => {
    const reconfigured = async (before: PropertyMap, after: PropertyMap) => {
      const cloud = LocalCloud.inMemory();
      await gcp(cloud);
      const made = await (await Driver.of(cloud, "gcp", { project, ...before })).create(types.address, "a");
      return (await Driver.of(cloud, "gcp", { project, ...after })).diff(made, {});
    };
    it("tells: another project, which replaces", async () => {
      assert.deepEqual((await reconfigured({}, { project: "other" })).replaces, ["project"]);
    });
    it("tells: other labels", async () => {
      const { detailed } = await reconfigured(
        { defaultLabels: '{"a":"1","b":"1"}' },
        { defaultLabels: { a: "2", c: "1" } },
      );
      assert.deepEqual(detailed, { "pulumiLabels.a": "update", "pulumiLabels.b": "delete", "pulumiLabels.c": "add" });
    });
    it("tells: the attribution label only where it is put on what exists", async () => {
      const without = { addPulumiAttributionLabel: "false" };
      assert.deepEqual(await reconfigured(without, {}), none);
      const { detailed } = await reconfigured(without, { pulumiAttributionLabelAdditionStrategy: "PROACTIVE" });
      assert.deepEqual(detailed, { 'pulumiLabels["goog-pulumi-provisioned"]': "add" });
    });
  });

  it("tells: what was changed behind the state's back", async () => {
    const driver = await gcp();
    const made = await driver.create(types.account, "a", { accountId: "ada-dev", displayName: "a" });
    const drifted = { ...made, outputs: { ...made.outputs, displayName: "b" } };
    assert.deepEqual((await driver.diff(drifted, made.inputs)).detailed, { displayName: "update" });
  });

  it("is by identity alone: a subnet of the provider's region", async () => {
    const driver = await gcp();
    const made = await driver.create(types.subnet, "s", subnet);
    assert.equal(made.id, `projects/${project}/regions/${region}/subnetworks/s`);
    assert.deepEqual(await driver.diff({ ...made, ...identity(made.type, "renamed") }, { ...subnet, region }), none);
  });
});
