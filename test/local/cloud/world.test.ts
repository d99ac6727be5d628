import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalCloud } from "../../../local/cloud";
import { secrets } from "../../support/crypter";
import { Driver, gcp, project, service, types } from "./support";

describe("world", () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-cloud-"));
  let files = 0;
  const newFile = () => join(folder, `${files++}`, "cloud.json");
  after(() => rmSync(folder, { recursive: true }));

  it("survives: what was made is there when the file is opened again", async () => {
    const file = newFile();
    const made = await (await gcp(await LocalCloud.open(file, secrets))).create(types.service, "a", service());
    const again = await Driver.of(await LocalCloud.open(file, secrets));
    assert.deepEqual((await again.read(made))?.outputs, made.outputs);
    await again.delete(made);
    assert.equal(await (await Driver.of(await LocalCloud.open(file, secrets))).read(made), undefined);
  });

  it("survives: changes made at once are all written", async () => {
    const file = newFile();
    const driver = await gcp(await LocalCloud.open(file, secrets));
    await Promise.all([1, 2, 3, 4, 5].map((n) => driver.create(types.network, `n${n}`)));
    const networks = (await LocalCloud.open(file, secrets)).resources().filter(({ type }) => type === types.network);
    assert.equal(networks.length, 5);
  });

  it("keeps its file to its owner", async () => {
    const file = newFile();
    await gcp(await LocalCloud.open(file, secrets));
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  for (const [what, text] of [
    ["text that is no JSON", '{"version": 1, "resou'],
    ["another file's JSON", '{"version": 3, "deployment": {}}'],
  ] as const)
    it(`refuses: ${what}, and leaves it`, async () => {
      const file = newFile();
      const cloud = await LocalCloud.open(file, secrets);
      await gcp(cloud);
      await cloud.close();
      writeFileSync(file, text);
      await assert.rejects(LocalCloud.open(file, secrets), {
        name: "BrokenWorldFile",
        message: /cloud\.json does not hold.*Put back a copy of it/,
      });
      assert.equal(readFileSync(file, "utf8"), text);
    });

  it("preview: writes nothing, whatever is asked", async () => {
    const file = newFile();
    const made = await (await gcp(await LocalCloud.open(file, secrets))).create(types.service, "a", service());
    const before = readFileSync(file, "utf8");
    const driver = await Driver.of(await LocalCloud.open(file, secrets, { preview: true }));
    await driver.preview(types.network, "n", {});
    await driver.diff(made, { ...service(), description: "d" });
    await driver.provider.update(made, made, { ...made.inputs, description: "d" }, true);
    await driver.read(made);
    driver.provider.refusesDelete(made, made);
    await assert.rejects(driver.create(types.network, "n"), { name: "PreviewWouldWrite" });
    assert.equal(readFileSync(file, "utf8"), before);
  });

  it("preview: makes no file", async () => {
    const file = newFile();
    const driver = await Driver.of(await LocalCloud.open(file, secrets, { preview: true }));
    await driver.preview(types.network, "n", {});
    assert.throws(() => statSync(file), { code: "ENOENT" });
  });
});

/** A create that an earlier run began, of something that the state does not know. */
const resumed = { known: [] };

describe("create", () => {
  it("resumed: what a run that died had made is taken over", async () => {
    const driver = await gcp();
    const first = await driver.create(types.network, "n");
    const again = await driver.create(types.network, "n", {}, resumed);
    assert.deepEqual(again.outputs, first.outputs);
  });

  it("resumed: and brought to what the program wants by now", async () => {
    const driver = await gcp();
    await driver.create(types.service, "a", { ...service(), name: "web" });
    const wanted = { ...service(), name: "web", description: "d" };
    const { outputs } = await driver.create(types.service, "a", wanted, resumed);
    assert.deepEqual([outputs.description, outputs.generation], ["d", "2"]);
  });

  it("resumed: what the cloud named itself is known by its inputs", async () => {
    const driver = await Driver.of(LocalCloud.inMemory(), "cloudflare", {});
    const record = { zoneId: "z", name: "a.example.dev", type: "A", ttl: 1, content: "198.18.0.1" };
    const first = await driver.create(types.dnsRecord, "a", record);
    assert.equal((await driver.create(types.dnsRecord, "a", record, resumed)).id, first.id);
  });

  it("resumed: what the state knows is never taken over, so its replacement collides with it", async () => {
    const driver = await gcp();
    const { id } = await driver.create(types.network, "n", { name: "n" });
    await assert.rejects(driver.create(types.network, "n", { name: "n" }, { known: [id] }), /already exists/);
  });

  it("resumed: nor what another resource made", async () => {
    const driver = await gcp();
    await driver.create(types.network, "n", { name: "n" });
    await assert.rejects(driver.create(types.network, "m", { name: "n" }, resumed), /409/);
  });

  it("anew: what is there collides, as after a state was lost", async () => {
    const driver = await gcp();
    await driver.create(types.network, "n", { name: "n" });
    await assert.rejects(driver.create(types.network, "n", { name: "n" }), /409/);
  });
});

describe("update", () => {
  it("is what the cloud has from then on", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", { ...service(), description: "a" });
    const changed = await driver.update(made, { ...service(), description: "b" });
    const { inputs } = (await driver.read(made)) ?? {};
    assert.deepEqual(inputs, changed.inputs);
  });
  it("refuses: what is gone", async () => {
    const driver = await gcp();
    const made = await driver.create(types.service, "a", service());
    await driver.delete(made);
    await assert.rejects(driver.update(made, { ...service(), description: "d" }), /Error 404.*notFound/);
  });
});

describe("delete", () => {
  it("of what is gone already succeeds", async () => {
    const driver = await gcp();
    const made = await driver.create(types.network, "n");
    await driver.delete(made);
    await driver.delete(made);
  });

  it("of an API leaves it enabled, unless it is told otherwise", async () => {
    const driver = await gcp();
    const api = (inputs: object) =>
      driver.create("gcp:projects/service:Service", "api", { service: "dns.googleapis.com", ...inputs });
    await driver.delete(await api({}));
    await driver.create(types.zone, "z", { dnsName: "example.dev." });
    await driver.delete(await api({ disableOnDestroy: true }));
    await assert.rejects(
      driver.create(types.zone, "y", { dnsName: "example.dev." }),
      /Cloud DNS API has not been used/,
    );
  });

  it("of a custom role is undone by making it again", async () => {
    const driver = await gcp();
    const role = { roleId: "observe", title: "t", permissions: ["logging.logEntries.create"] };
    const made = await driver.create(types.role, "r", role);
    await driver.delete(made);
    assert.equal(await driver.read(made), undefined);
    const again = await driver.create(types.role, "other", { ...role, title: "u" });
    assert.deepEqual([again.id, again.outputs.title, again.outputs.deleted], [made.id, "u", false]);
  });

  it("that abandons leaves the resource, and its name taken", async () => {
    const driver = await gcp();
    await driver.delete(await driver.create(types.network, "n", { name: "n", deletionPolicy: "ABANDON" }));
    await assert.rejects(driver.create(types.network, "n", { name: "n" }), /already exists/);
  });

  it("of a zone takes its records along where that is allowed", async () => {
    const driver = await gcp();
    const zone = await driver.create(types.zone, "z", { name: "z", dnsName: "example.dev.", forceDestroy: true });
    const record = await driver.create(types.recordSet, "r", {
      managedZone: "z",
      name: "a.example.dev.",
      type: "A",
      rrdatas: ["192.0.2.1"],
    });
    await driver.delete(zone);
    assert.equal(await driver.read(record), undefined);
  });
});

describe("LocalCloud", () => {
  it("has the packages it stands in for, in the installed SDK's version", () => {
    const cloud = LocalCloud.inMemory();
    assert.equal(cloud.version("gcp"), require("@pulumi/gcp/package.json").version);
    assert.deepEqual([cloud.provider("aws"), cloud.version("aws")], [undefined, undefined]);
  });
  it("refuses: a data source, by name", async () => {
    const { provider } = await gcp();
    await assert.rejects(provider.invoke("gcp:organizations/getProject:getProject", {}), /getProject/);
  });
  it("tells what exists and who made it", async () => {
    const cloud = LocalCloud.inMemory();
    const driver = await Driver.of(cloud);
    await driver.enable("dns");
    const urn = "urn:pulumi:dev::flotilla::gcp:projects/service:Service::dns";
    assert.deepEqual(cloud.resources(), [
      { type: "gcp:projects/service:Service", id: `${project}/dns.googleapis.com`, urn },
    ]);
  });
});
