import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalCloud, type TimeAndChance } from "../../../local/cloud";
import { secrets } from "../../support/crypter";
import { Driver, gcp, type Made, service, types } from "./support";

/** Time stands still, and chance is what it is for. */
const still: TimeAndChance = { now: () => new Date(0), randomBytes: (count, subject) => Buffer.alloc(count, subject) };

const record = { zoneId: "z", name: "a.example.dev", type: "A", ttl: 1, content: "198.18.0.1" };

describe("what the cloud makes up", () => {
  it("is another for a resource made again under the same name", async () => {
    const driver = await gcp();
    const uids: unknown[] = [];
    for (let turn = 1; turn <= 3; turn++) {
      const made = await driver.create(types.service, "a", { ...service(), name: "web" });
      uids.push(made.outputs.uid);
      await driver.delete(made);
    }
    assert.equal(new Set(uids).size, 3);
  });

  it("is another after the file was closed and opened again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "flotilla-cloud-"));
    const uids: unknown[] = [];
    for (let turn = 1; turn <= 3; turn++) {
      const driver = await gcp(await LocalCloud.open(join(folder, "cloud.json"), secrets));
      const made = await driver.create(types.service, "a", { ...service(), name: "web" });
      uids.push(made.outputs.uid);
      await driver.delete(made);
    }
    rmSync(folder, { recursive: true });
    assert.equal(new Set(uids).size, 3);
  });

  it("an id: is never given twice, not even for the same resource", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(), "cloudflare", {});
    const first = await driver.create(types.dnsRecord, "a", record);
    const second = await driver.create(types.dnsRecord, "a", record);
    await driver.delete(first);
    await driver.delete(second);
    const third = await driver.create(types.dnsRecord, "a", record);
    assert.equal(new Set([first.id, second.id, third.id]).size, 3);
  });

  it("chance: is another every time", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(), "random", {});
    const made = await Promise.all([1, 2].map(() => driver.create(types.randomId, "a", { byteLength: 8 })));
    assert.notEqual(made[0]?.outputs.hex, made[1]?.outputs.hex);
  });

  it("is the same in whatever order things are made", async () => {
    const clouds = [false, true].map(async (backwards) => {
      const cloud = LocalCloud.inMemory(undefined, still);
      const drivers = { gcp: await gcp(cloud), cloudflare: await Driver.of(cloud, "cloudflare", {}) };
      const random = await Driver.of(cloud, "random", {});
      const work: (() => Promise<Made>)[] = [
        () => drivers.gcp.create(types.service, "a", { ...service(), name: "web" }),
        () => drivers.gcp.create(types.network, "n", { name: "n" }),
        () => drivers.gcp.create(types.account, "ada", { accountId: "ada-dev" }),
        () => drivers.cloudflare.create(types.dnsRecord, "a", record),
        () => drivers.cloudflare.create(types.dnsRecord, "b", record),
        () => random.create(types.randomId, "a", { byteLength: 8 }),
      ];
      const made: Made[] = [];
      for (const one of backwards ? work.toReversed() : work) made.push(await one());
      const byName = made.sort((a, b) => a.urn.localeCompare(b.urn)).map(({ id, outputs }) => ({ id, outputs }));
      return { made: byName, memory: cloud.memory() };
    });
    const [forwards, backwards] = await Promise.all(clouds);
    assert.deepEqual(backwards, forwards);
  });
});

describe("a copy of a cloud", () => {
  it("has what the cloud has, and what is done in it is nothing to the cloud", async () => {
    const cloud = LocalCloud.inMemory();
    const made = await (await gcp(cloud)).create(types.network, "n", { name: "n" });
    const copy = cloud.copy();
    assert.deepEqual(copy.memory(), cloud.memory());
    await (await Driver.of(copy)).delete(made);
    assert.ok(await (await Driver.of(cloud)).read(made));
  });

  it("of a cloud opened for a preview can be changed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "flotilla-cloud-"));
    const driver = await gcp((await LocalCloud.open(join(folder, "cloud.json"), secrets, { preview: true })).copy());
    await driver.create(types.network, "n", { name: "n" });
    rmSync(folder, { recursive: true });
  });
});
