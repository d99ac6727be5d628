import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalCloud } from "../../../local/cloud";
import { crypter, secrets } from "../../support/crypter";
import { Driver } from "./support";

const secretType = "gcp:secretmanager/secret:Secret";
const versionType = "gcp:secretmanager/secretVersion:SecretVersion";
const channelType = "gcp:monitoring/notificationChannel:NotificationChannel";
const password = "correct-horse-battery";
const token = 'a "token"\nof two lines';

describe("secrets in a world's file", () => {
  const root = mkdtempSync(join(tmpdir(), "flotilla-sealing-"));
  let file: string;
  beforeEach(() => {
    file = join(mkdtempSync(join(root, "w-")), "cloud.json");
  });
  after(() => rmSync(root, { recursive: true }));

  const journal = () => file.replace(".json", ".journal");
  const open = () => LocalCloud.open(file, secrets);
  const written = () => [file, journal()].map((path) => (existsSync(path) ? readFileSync(path, "utf8") : "")).join("");
  const ciphertexts = () => [...written().matchAll(/"ciphertext": ?"([^"]+)"/g)].map(([, text]) => text as string);

  /** A secret with a version, and a channel with a secret inside an object. */
  async function make(cloud: LocalCloud, driver?: Driver) {
    const used = driver ?? (await Driver.of(cloud));
    await used.enable("secretmanager", "monitoring");
    const { id } = await used.create(secretType, "s", { secretId: "s", replication: { auto: {} } });
    const version = await used.create(versionType, "v", { secret: id, secretData: password });
    const channel = await used.create(channelType, "c", { type: "webhook", sensitiveLabels: { authToken: token } });
    return { driver: used, version, channel };
  }

  it("none stands there in plain text, at any depth: neither in the journal nor in the file", async () => {
    const cloud = await open();
    await make(cloud);
    for (const when of ["in the journal", "in the file"]) {
      const text = written();
      for (const plain of [password, JSON.stringify(token).slice(1, -1)])
        assert.ok(!text.includes(plain), `${plain} ${when}`);
      assert.ok(ciphertexts().length > 0);
      await cloud.close();
    }
    assert.ok(!existsSync(journal()));
  });

  it("are the cloud's own in memory, and the next process's", async () => {
    const cloud = await open();
    const { version, channel } = await make(cloud);
    assert.equal(cloud.world.get(versionType, version.id)?.inputs.secretData, password);
    for (const again of [await open(), await LocalCloud.open(file, secrets, { preview: true })]) {
      assert.deepEqual(again.memory(), cloud.memory());
      assert.deepEqual(again.world.get(channelType, channel.id)?.inputs.sensitiveLabels, { authToken: token });
    }
  });

  it("what has not changed keeps its ciphertext: when it is written anew, read again, or beside something else", async () => {
    const cloud = await open();
    await make(cloud);
    const before = new Set(ciphertexts());
    await cloud.close();
    assert.deepEqual(new Set(ciphertexts()), before);
    const again = await open();
    const { resources } = again.memory();
    const channel = Object.values(resources).find(({ type }) => type === channelType);
    assert.ok(channel);
    again.world.put({ ...channel, outputs: { ...channel.outputs, description: "changed" } });
    await again.world.save();
    await again.close();
    assert.match(written(), /"changed"/);
    assert.deepEqual(new Set(ciphertexts()), before);
  });

  it("a new value has a new ciphertext, and the old one is gone from the file", async () => {
    const cloud = await open();
    const { driver, channel } = await make(cloud);
    await cloud.close();
    const before = new Set(ciphertexts());
    await driver.update(channel, { type: "webhook", sensitiveLabels: { authToken: "another" } });
    await cloud.close();
    const now = new Set(ciphertexts());
    assert.equal([...now].filter((text) => !before.has(text)).length, 1);
    assert.equal([...before].filter((text) => !now.has(text)).length, 1);
  });

  it("of a type that is not in the catalogue, everything is one", async () => {
    const cloud = await open();
    const { version } = await make(cloud);
    const record = cloud.world.get(versionType, version.id);
    assert.ok(record);
    cloud.world.put({ ...record, type: "gcp:other/thing:Thing", inputs: { anything: "of-another-version" } });
    await cloud.close();
    assert.ok(!written().includes("of-another-version"));
    assert.deepEqual((await open()).memory(), cloud.memory());
  });

  describe("a file of an earlier version, with its secrets in plain text", () => {
    /** As that version wrote it. */
    async function plainFile(): Promise<LocalCloud> {
      const cloud = await open();
      await make(cloud);
      await cloud.close();
      const resources = Object.values(cloud.memory().resources);
      const content = { ...JSON.parse(readFileSync(file, "utf8")), version: 1, resources };
      writeFileSync(file, JSON.stringify(content));
      assert.ok(written().includes(password));
      return cloud;
    }

    it("is read", async () => {
      const cloud = await plainFile();
      assert.deepEqual((await LocalCloud.open(file, secrets, { preview: true })).memory(), cloud.memory());
      assert.ok(written().includes(password), "a preview writes nothing");
    });

    it("is written encrypted by the first change, and not only its journal", async () => {
      await plainFile();
      const cloud = await open();
      await (await Driver.of(cloud)).enable("dns");
      assert.ok(!written().includes(password));
      assert.deepEqual((await open()).memory(), cloud.memory());
    });

    it("is written encrypted where nothing changes, too", async () => {
      const cloud = await plainFile();
      await (await open()).close();
      assert.ok(!written().includes(password));
      assert.deepEqual((await open()).memory(), cloud.memory());
    });
  });

  const broken = () => Promise.reject(new Error("no key fits cloud.json"));

  it("a key that does not fit is told of before anything is done, and nothing is lost", async () => {
    const cloud = await open();
    await make(cloud);
    await cloud.close();
    const before = written();
    await assert.rejects(LocalCloud.open(file, broken), /no key fits cloud\.json/);
    await assert.rejects(LocalCloud.open(file, broken, { preview: true }), /no key fits cloud\.json/);
    assert.equal(written(), before);
  });

  it("a preview of a world without secrets needs no key", async () => {
    const cloud = await open();
    await (await Driver.of(cloud)).enable("dns");
    assert.deepEqual((await LocalCloud.open(file, broken, { preview: true })).memory(), cloud.memory());
  });

  it("a ciphertext that was damaged is named by its place", async () => {
    const cloud = await open();
    const { version } = await make(cloud);
    await cloud.close();
    const text = written();
    const [, ciphertext = ""] = /"secretData": \{[^}]*"ciphertext": "([^"]+)"/.exec(text) ?? [];
    assert.equal(crypter.decrypt(ciphertext), JSON.stringify(password));
    writeFileSync(file, text.replaceAll(ciphertext, "beef"));
    await assert.rejects(open(), {
      name: "BrokenWorldFile",
      message: new RegExp(
        `\\(the secret secretData in inputs of ${versionType} ${version.id} cannot be decrypted: .*\\); nothing was changed`,
      ),
    });
  });
});
