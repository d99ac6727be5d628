import assert from "node:assert/strict";
import { LocalCloud } from "../../../local/cloud";
import { type Property, type ResourceType, resourceTypes } from "../../../local/cloud/catalogue";
import { Rulebook } from "../../../local/cloud/rulebook";
import { type PropertyMap, Secret } from "../../../local/values";
import { leastInputs, leastValue } from "./samples";
import { Driver, type Made, project, region } from "./support";

const types = resourceTypes();
/** What a template cannot tell, and what a preview cannot know. */
const isWhole = (text: string) => text !== "" && !/undefined|null|NaN|\[object|[{}]/.test(text);

async function driverOf({ token }: ResourceType, cloud = LocalCloud.inMemory(new Rulebook([]))): Promise<Driver> {
  const [pkg = ""] = token.split(":");
  return Driver.of(cloud, pkg, pkg === "gcp" ? { project, region } : {});
}

/** The least, and a name: not every one that the bridge makes up is one that the cloud takes. */
function inputsOf(type: ResourceType): PropertyMap {
  const name = type.autoname?.property;
  return { ...leastInputs(type), ...(name && { [name]: leastValue(type, type.inputs[name] as Property) }) };
}

/** Every type is made of the least it takes, in a cloud without rules. */
describe("every type of the catalogue", () => {
  for (const type of types)
    it(`is made, read, kept and deleted: ${type.token}`, async () => {
      const driver = await driverOf(type);
      const made = await driver.create(type.token, "made", inputsOf(type));
      assert.ok(isWhole(made.id), made.id);
      for (const [name, template] of Object.entries(type.outputs))
        if (template !== null) assert.ok(isWhole(String(reveal(made.outputs[name]))), `${name}: ${made.outputs[name]}`);
      assert.deepEqual((await driver.read(made))?.outputs, made.outputs);
      assert.deepEqual((await driver.diff(made, inputsOf(type))).detailed, {});
      await driver.delete(made);
    });

  it("marks as secret what always is: on top and inside", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])));
    const version = await driver.create("gcp:secretmanager/secretVersion:SecretVersion", "a", {
      secret: `projects/${project}/secrets/s`,
      secretData: "s3cr3t",
    });
    assert.deepEqual(version.outputs.secretData, new Secret("s3cr3t"));
    const channel = await driver.create("gcp:monitoring/notificationChannel:NotificationChannel", "a", {
      type: "slack",
      sensitiveLabels: { authToken: "s3cr3t" },
    });
    assert.deepEqual((channel.outputs.sensitiveLabels as PropertyMap).authToken, new Secret("s3cr3t"));
  });
});

describe("numbers that the cloud counts", () => {
  const name = "projects/flotilla-dev/secrets/s";
  const version = (driver: Driver, secretData: string): Promise<Made> =>
    driver.create("gcp:secretmanager/secretVersion:SecretVersion", secretData, { secret: name, secretData });

  it("a secret's versions count up, and no number comes twice", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])));
    const [first, second] = [await version(driver, "a"), await version(driver, "b")];
    assert.match(first.id, /^projects\/\d{12}\/secrets\/s\/versions\/1$/);
    assert.equal(second.outputs.version, "2");
    await driver.delete(second);
    assert.equal((await version(driver, "c")).outputs.version, "3");
  });

  it("a key has its first version with it, unless it is made without", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])));
    const numberIn = async (keyName: string, inputs: PropertyMap) => {
      const key = await driver.create("gcp:kms/cryptoKey:CryptoKey", keyName, {
        keyRing: "r",
        name: keyName,
        ...inputs,
      });
      const made = await driver.create("gcp:kms/cryptoKeyVersion:CryptoKeyVersion", keyName, { cryptoKey: key.id });
      return { primaries: key.outputs.primaries, id: made.id };
    };
    assert.deepEqual(await numberIn("a", {}), {
      primaries: [{ name: "r/cryptoKeys/a/cryptoKeyVersions/1", state: "ENABLED" }],
      id: "r/cryptoKeys/a/cryptoKeyVersions/2",
    });
    assert.deepEqual(await numberIn("b", { skipInitialVersionCreation: true }), {
      primaries: [],
      id: "r/cryptoKeys/b/cryptoKeyVersions/1",
    });
  });
});

describe("what the cloud tells of a resource", () => {
  const outputs = async (type: string, inputs: PropertyMap) =>
    (await (await Driver.of(LocalCloud.inMemory(new Rulebook([])))).create(type, "made", inputs)).outputs;

  it("has the type that the provider says: a time is a number where it counts milliseconds", async () => {
    const dataset = await outputs("gcp:bigquery/dataset:Dataset", { datasetId: "d" });
    assert.equal(typeof dataset.creationTime, "number");
  });
  it("names the project by its number where the API does", async () => {
    const secret = await outputs("gcp:secretmanager/secret:Secret", { secretId: "s", replication: { auto: {} } });
    assert.match(secret.name as string, /^projects\/\d{12}\/secrets\/s$/);
    assert.equal(secret.id, `projects/${project}/secrets/s`);
  });
  it("names whom a sink writes as: an account of the project, the one shared by all, or the one that is asked for", async () => {
    const sink = (inputs: PropertyMap) =>
      outputs("gcp:logging/projectSink:ProjectSink", { destination: "d", ...inputs }).then((of) => of.writerIdentity);
    assert.match((await sink({})) as string, /^serviceAccount:service-\d{12}@gcp-sa-logging\./);
    assert.equal(await sink({ uniqueWriterIdentity: false }), "serviceAccount:cloud-logs@system.gserviceaccount.com");
    assert.equal(await sink({ customWriterIdentity: "serviceAccount:a@b" }), "serviceAccount:a@b");
  });
  it("keeps a project from deletion unless told otherwise, and nothing else", async () => {
    assert.equal((await outputs("gcp:organizations/project:Project", { orgId: "1" })).deletionPolicy, "PREVENT");
    assert.equal((await outputs("gcp:pubsub/schema:Schema", {})).deletionPolicy, "DELETE");
  });
});

describe("what goes with a deleted resource", () => {
  const left = async (type: string, inputs: PropertyMap, inside: string, insideInputs: (id: string) => PropertyMap) => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])));
    const outer = await driver.create(type, "outer", inputs);
    const inner = await driver.create(inside, "inner", insideInputs(outer.id));
    await driver.delete(outer);
    return (await driver.read(inner)) !== undefined;
  };
  const instance = { name: "main", databaseVersion: "POSTGRES_17", settings: { tier: "db-f1-micro" } };
  const bucket = (forceDestroy: boolean) =>
    left(
      "gcp:storage/bucket:Bucket",
      { name: "b", location: "EU", forceDestroy },
      "gcp:storage/bucketObject:BucketObject",
      () => ({
        bucket: "b",
        name: "o",
        content: "",
      }),
    );
  it("an instance's databases and users, a secret's versions", async () => {
    const [sql, sm] = ["gcp:sql/databaseInstance:DatabaseInstance", "gcp:secretmanager/secret:Secret"];
    assert.equal(await left(sql, instance, "gcp:sql/user:User", () => ({ name: "u", instance: "main" })), false);
    assert.equal(
      await left(sql, instance, "gcp:sql/database:Database", () => ({ name: "d", instance: "main" })),
      false,
    );
    assert.equal(await left(sql, instance, "gcp:sql/user:User", () => ({ name: "u", instance: "other" })), true);
    const version = "gcp:secretmanager/secretVersion:SecretVersion";
    assert.equal(
      await left(sm, { replication: { auto: {} } }, version, (secret) => ({ secret, secretData: "a" })),
      false,
    );
  });
  it("a bucket's objects where that is allowed", async () => {
    assert.equal(await bucket(true), false);
    assert.equal(await bucket(false), true);
  });
});

describe("a database instance", () => {
  const create = async (ipConfiguration: PropertyMap) => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])));
    return (
      await driver.create("gcp:sql/databaseInstance:DatabaseInstance", "a", {
        name: "main",
        databaseVersion: "POSTGRES_17",
        settings: { tier: "db-f1-micro", ipConfiguration },
      })
    ).outputs;
  };
  const privateNetwork = `projects/${project}/global/networks/main`;

  it("has the addresses that it is asked for", async () => {
    const inside = await create({ ipv4Enabled: false, privateNetwork });
    assert.match(inside.privateIpAddress as string, /^10\./);
    assert.equal(inside.publicIpAddress, "");
    assert.equal(inside.firstIpAddress, inside.privateIpAddress);
    const both = await create({ privateNetwork });
    assert.match(both.firstIpAddress as string, /^198\.1[89]\./);
    assert.equal((both.ipAddresses as PropertyMap[]).length, 2);
  });
  it("is called by project, region and name where one connects to it", async () => {
    assert.equal((await create({})).connectionName, `${project}:${region}:main`);
  });
});

describe("a bucket's place at Cloudflare", () => {
  it("is where it was first made: another one changes nothing", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(new Rulebook([])), "cloudflare", {});
    const inputs = { accountId: "a", name: "b", location: "WEUR" };
    const bucket = await driver.create("cloudflare:index/r2Bucket:R2Bucket", "b", inputs);
    assert.deepEqual((await driver.diff(bucket, { ...inputs, location: "apac" })).detailed, {});
    assert.deepEqual((await driver.diff(bucket, { ...inputs, name: "c" })).replaces, ["name"]);
    assert.equal(bucket.outputs.storageClass, "Standard");
  });
});

describe("random characters", () => {
  const create = async (inputs: PropertyMap) => {
    const driver = await Driver.of(LocalCloud.inMemory(), "random", {});
    return (await driver.create("random:index/randomString:RandomString", "a", inputs)).outputs.result as string;
  };
  it("are as many, and of the kinds, that are asked for", async () => {
    assert.match(
      await create({ length: 300 }),
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[!@#$%&*()\-_=+[\]{}<>:?]).{300}$/,
    );
    assert.match(await create({ length: 40, special: false, upper: false, numeric: false }), /^[a-z]{40}$/);
    assert.match(await create({ length: 5, minNumeric: 5 }), /^\d{5}$/);
    assert.match(
      await create({ length: 9, lower: false, upper: false, numeric: false, overrideSpecial: "~" }),
      /^~{9}$/,
    );
    assert.notEqual(await create({ length: 20 }), await create({ length: 20 }));
  });
});

function reveal(value: unknown): unknown {
  return value instanceof Secret ? value.value : value;
}
