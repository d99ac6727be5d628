import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { Rulebook } from "../../../local/cloud/rulebook";
import { Secret } from "../../../local/values";
import { Driver } from "./support";

const accountId = "a1b2c3";
const day = 24 * 60 * 60;
const bucket = { accountId, name: "layers" };
const on = { accountId, bucketName: "layers" };
const bucketType = "cloudflare:index/r2Bucket:R2Bucket";
const tokenTypes = {
  "cloudflare:index/accountToken:AccountToken": { accountId },
  "cloudflare:index/apiToken:ApiToken": {},
};
const policies = [
  {
    effect: "allow",
    permissionGroups: [{ id: "2efd5506f9c8494dacb1fa10a3e7d5b6" }],
    resources: JSON.stringify({ [`com.cloudflare.edge.r2.bucket.${accountId}_default_layers`]: "*" }),
  },
];

/** A provider, and the cloud it works on, which has no rules. */
async function empty() {
  const cloud = LocalCloud.inMemory(new Rulebook([]));
  return { cloud, driver: await Driver.of(cloud, "cloudflare", {}) };
}

describe("an API token", () => {
  for (const [type, owner] of Object.entries(tokenTypes)) {
    const prefix = type.endsWith("AccountToken") ? "cfat" : "cfut";
    it(`${type}: its id has 32 hexadecimal digits, as an access key id, and its value is a secret of ${prefix}_ form`, async () => {
      const { driver } = await empty();
      const { id, outputs } = await driver.create(type, "key", { ...owner, name: "layers", policies });
      assert.match(id, /^[0-9a-f]{32}$/);
      assert.ok(outputs.value instanceof Secret);
      assert.match(String(outputs.value.value), new RegExp(`^${prefix}_[A-Za-z0-9]{40}[0-9a-f]{8}$`));
    });
  }

  it("keeps its value when it is changed; another has another", async () => {
    const { driver } = await empty();
    const inputs = { accountId, name: "layers", policies };
    const type = "cloudflare:index/accountToken:AccountToken";
    const made = await driver.create(type, "key", inputs);
    const changed = await driver.update(made, { ...inputs, name: "blobs" });
    const other = await driver.create(type, "other", inputs);
    assert.deepEqual(changed.outputs.value, made.outputs.value);
    assert.notDeepEqual(other.outputs.value, made.outputs.value);
  });

  it("is read as gone once its end has come, and then made anew under another id", async () => {
    const { cloud, driver } = await empty();
    const type = "cloudflare:index/accountToken:AccountToken";
    const inputs = { accountId, name: "layers", policies, expiresOn: new Date(Date.now() + day * 1000).toISOString() };
    const made = await driver.create(type, "key", inputs);
    assert.ok(await driver.read(made));
    cloud.world.pass(day);
    assert.equal(await driver.read(made), undefined);
    assert.notEqual((await driver.create(type, "key", inputs)).id, made.id);
  });

  it("resources that are no JSON, and an end that is no time: its provider says so", async () => {
    const { driver } = await empty();
    const failures = await driver.failures("cloudflare:index/accountToken:AccountToken", {
      accountId,
      name: "layers",
      policies: [{ ...policies[0], resources: "layers" }],
      expiresOn: "2026-12-30",
    });
    assert.deepEqual(failures.map(({ property }) => property).sort(), ["expiresOn", "policies[0].resources"]);
  });
});

describe("what is set on an R2 bucket", () => {
  const settings = {
    "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": { ...on, rules: [] },
    "cloudflare:index/r2BucketLock:R2BucketLock": { ...on, rules: [] },
    "cloudflare:index/r2ManagedDomain:R2ManagedDomain": { ...on, enabled: true },
  };
  for (const [type, inputs] of Object.entries(settings))
    it(`${type}: stays in force when it is taken out, and goes with its bucket`, async () => {
      const { cloud, driver } = await empty();
      const made = await driver.create(bucketType, "layers", bucket);
      await driver.delete(await driver.create(type, "on", inputs));
      assert.equal(cloud.world.ofType(type).length, 1);
      await driver.delete(made);
      assert.equal(cloud.world.ofType(type).length, 0);
    });

  it("cloudflare:index/r2BucketCors:R2BucketCors: goes when it is taken out", async () => {
    const { cloud, driver } = await empty();
    await driver.create(bucketType, "layers", bucket);
    const type = "cloudflare:index/r2BucketCors:R2BucketCors";
    await driver.delete(await driver.create(type, "on", { ...on, rules: [] }));
    assert.equal(cloud.world.ofType(type).length, 0);
  });

  it("of a bucket of the same name in another jurisdiction: stays", async () => {
    const { cloud, driver } = await empty();
    const made = await driver.create(bucketType, "layers", bucket);
    const type = "cloudflare:index/r2BucketLock:R2BucketLock";
    await driver.create(type, "on", { ...on, jurisdiction: "eu", rules: [] });
    await driver.delete(made);
    assert.equal(cloud.world.ofType(type).length, 1);
  });
});
