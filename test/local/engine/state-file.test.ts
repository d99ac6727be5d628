import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secret } from "@pulumi/pulumi";
import { decodeDeployment, encodeDeployment, FileStateStore, type ResourceState } from "../../../local/engine";
import { ResourceReference, Secret } from "../../../local/values";
import { crypter, FakeThing, World } from "./kit";

const secrets = { crypter, provider: { type: "passphrase", state: { salt: "v1:salt" } } };

const resource = (parts: Partial<ResourceState> = {}): ResourceState => ({
  urn: "urn:pulumi:dev::shop::fake:index:Thing::a",
  custom: true,
  id: "a-1",
  type: "fake:index:Thing",
  inputs: {},
  outputs: {},
  ...parts,
});

const deployment = (...resources: object[]) => ({ version: 3, deployment: { resources } });

describe("state file", () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "engine-state-"));
  });
  beforeEach(() => {
    file = join(folder, `${Math.random()}`, "state.json");
  });
  after(() => rm(folder, { recursive: true }));

  it("file: an operation writes it, with its folder, and the next one reads it", async () => {
    const world = new World();
    const program = () => void new FakeThing("a", { key: secret("hunter2") });
    await world.up(program, { store: new FileStateStore(file, secrets) });
    const ran = await world.up(program, { store: new FileStateStore(file, secrets) });
    assert.deepEqual(ran.changes, { same: 2 });
    assert.equal((await readFile(file, "utf8")).includes("hunter2"), false);
    assert.deepEqual(await readdir(join(file, "..")), ["state.json"]);
  });

  it("format: version 3, with what an importer checks, and without what is empty", () => {
    const encoded = encodeDeployment(
      { resources: [resource({ protect: false, dependencies: [] })], pendingOperations: [] },
      secrets,
    );
    const { manifest, secrets_providers, resources, pending_operations } = encoded.deployment as Record<string, object>;
    assert.equal(encoded.version, 3);
    assert.match((manifest as { version: string }).version, /^v3\./);
    assert.match((manifest as { magic: string }).magic, /^[0-9a-f]{64}$/);
    assert.deepEqual(secrets_providers, secrets.provider);
    assert.equal(pending_operations, undefined);
    assert.deepEqual(JSON.parse(JSON.stringify(resources)), [
      {
        urn: "urn:pulumi:dev::shop::fake:index:Thing::a",
        custom: true,
        id: "a-1",
        type: "fake:index:Thing",
        inputs: {},
        outputs: {},
      },
    ]);
  });

  it("values: what is written is what is read", () => {
    const inputs = {
      plain: [1, "two", null, { three: true }],
      secret: new Secret({ inner: ["x", new Secret("y")] }),
      reference: new ResourceReference("urn:pulumi:dev::shop::fake:index:Thing::b", "b-1"),
    };
    const snapshot = {
      resources: [resource({ inputs })],
      pendingOperations: [{ resource: resource({ inputs }), type: "updating" as const }],
    };
    const read = decodeDeployment(JSON.parse(JSON.stringify(encodeDeployment(snapshot, secrets))), crypter);
    assert.deepEqual(read.resources[0]?.inputs, { ...inputs, secret: new Secret({ inner: ["x", "y"] }) });
    assert.deepEqual(read.pendingOperations[0]?.type, "updating");
  });

  it("secrets: one that did not change reads the same in the next file", async () => {
    let count = 0;
    const numbered = { ...crypter, encrypt: (text: string) => `${crypter.encrypt(text)}${"00".repeat(++count)}` };
    const store = new FileStateStore(file, { crypter: numbered });
    const snapshot = { resources: [resource({ inputs: { key: new Secret("k") } })], pendingOperations: [] };
    await store.save(snapshot);
    await store.save(snapshot);
    assert.equal(count, 1);
  });

  const broken: Record<string, { text: string; says: RegExp }> = {
    "no JSON": { text: "resources: []", says: /it is not JSON, or only a part of it/ },
    truncated: {
      text: JSON.stringify(deployment(resource())).slice(0, -20),
      says: /it is not JSON, or only a part of it/,
    },
    empty: { text: "", says: /it is empty/ },
    "another version": {
      text: JSON.stringify({ version: 4, deployment: {} }),
      says: /it is of version 4; the local engine reads version 3/,
    },
    "a list": { text: "[]", says: /the file is a list, not an object/ },
    "no deployment": { text: '{"version":3}', says: /deployment is undefined, not an object/ },
    "wrong shape": {
      text: JSON.stringify(deployment({ ...resource(), custom: "yes" })),
      says: /deployment.resources\[0\].custom: .*boolean/,
    },
    "missing parent": {
      text: JSON.stringify(deployment(resource({ parent: "urn:pulumi:dev::shop::x::gone" }))),
      says: /Thing::a needs urn:pulumi:dev::shop::x::gone, not before it/,
    },
    "missing provider": {
      text: JSON.stringify(deployment(resource({ provider: "urn:pulumi:dev::shop::pulumi:providers:fake::p::id" }))),
      says: /needs provider urn:pulumi:dev::shop::pulumi:providers:fake::p, not before it/,
    },
    "one resource twice": { text: JSON.stringify(deployment(resource(), resource())), says: /Thing::a is there twice/ },
    "what only another engine does": {
      text: JSON.stringify(deployment({ ...resource(), taint: true })),
      says: /not supported by the local engine: the field taint of urn:pulumi:dev::shop::fake:index:Thing::a/,
    },
    "another passphrase": {
      text: JSON.stringify(
        deployment({
          ...resource(),
          inputs: { key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "?" } },
        }),
      ),
      says: /the secret at urn:pulumi:dev::shop::fake:index:Thing::a inputs.key cannot be decrypted \(not sealed here\)/,
    },
  };

  for (const [name, { text, says }] of Object.entries(broken))
    it(`broken: ${name} is one clear error that names the file, and the file is left as it is`, async () => {
      file = join(folder, `${name.replaceAll(" ", "-")}.json`);
      await writeFile(file, text);
      const store = new FileStateStore(file, secrets);
      const up = new World().up(() => undefined, { store });
      await assert.rejects(up, (error: Error) => {
        assert.ok(error.message.startsWith(`${file} is not a state that can be read: `), error.message);
        assert.match(error.message, says);
        return true;
      });
      await assert.rejects(store.save({ resources: [], pendingOperations: [] }), /is not a state that can be read/);
      assert.equal(await readFile(file, "utf8"), text);
    });

  it("export: one that shows secrets in plain text can be read", () => {
    const key = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hunter2"' };
    const read = decodeDeployment(deployment({ ...resource(), inputs: { key } }), crypter);
    assert.deepEqual(read.resources[0]?.inputs, { key: new Secret("hunter2") });
  });
});
