import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CustomResourceOptions, secret } from "@pulumi/pulumi";
import {
  countResources,
  decodeDeployment,
  encodeDeployment,
  FileStateStore,
  type ResourceState,
  type Snapshot,
  type StateChange,
} from "../../../local/engine";
import { ResourceReference, Secret } from "../../../local/values";
import { crypter, FakeThing, World } from "./kit";

const secrets = { crypter, provider: { type: "passphrase", state: { salt: "v1:salt" } } };
const askSecrets = async () => secrets;

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
    await world.up(program, { store: new FileStateStore(file, askSecrets) });
    const ran = await world.up(program, { store: new FileStateStore(file, askSecrets) });
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

  it("format: version 4 where an older reader would drop something, naming it; both versions are read", () => {
    const hooked = resource({ resourceHooks: { AfterCreate: ["hook"] }, taint: true });
    const encoded = encodeDeployment({ resources: [hooked], pendingOperations: [] }, secrets);
    assert.deepEqual([encoded.version, encoded.features], [4, ["hooks", "taint"]]);
    assert.deepEqual(decodeDeployment(encoded, secrets.crypter).resources[0]?.resourceHooks, hooked.resourceHooks);
    const strange = { ...encoded, features: ["hooks", "views"] };
    assert.throws(() => decodeDeployment(strange, secrets.crypter), /a state that needs the features views/);
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
    const store = new FileStateStore(file, async () => ({ crypter: numbered }));
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
      text: JSON.stringify({ version: 5, deployment: {} }),
      says: /it is of version 5; the local engine reads version 3 and version 4/,
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
      text: JSON.stringify(deployment({ ...resource(), viewOf: "urn:pulumi:dev::shop::fake:index:Thing::b" })),
      says: /not supported by the local engine: the field viewOf of urn:pulumi:dev::shop::fake:index:Thing::a/,
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
      const store = new FileStateStore(file, askSecrets);
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

  /** As if the process had died before it could write the file whole: the changes stay in the journal. */
  class Dying extends FileStateStore {
    #begun = false;

    override async append(changes: readonly StateChange[]): Promise<void> {
      await super.append(changes);
      this.#begun = true;
    }

    override async save(snapshot: Snapshot): Promise<void> {
      if (!this.#begun) await super.save(snapshot);
    }
  }
  const dying = () => new Dying(file, askSecrets);
  const read = () => new FileStateStore(file, askSecrets).load();
  const asRead = (snapshot: Snapshot) =>
    decodeDeployment(JSON.parse(JSON.stringify(encodeDeployment(snapshot, secrets))), crypter);

  const chain =
    (names: string[], args: object = {}, options: (name: string) => CustomResourceOptions = () => ({})) =>
    () => {
      let last: FakeThing | undefined;
      for (const name of names) last = new FakeThing(name, { value: last?.output, ...args }, options(name));
    };
  const ups: Record<string, { before?: () => void; program: () => unknown }> = {
    creates: { program: chain(["a", "b", "c"], { key: secret("k") }) },
    updates: { before: chain(["a", "b", "c"]), program: chain(["a", "b", "c"], { value: "x" }) },
    "keeps and reorders": { before: chain(["a", "b", "c"]), program: chain(["c", "b", "a"], { value: "x" }) },
    "keeps all": { before: chain(["a", "b", "c"]), program: chain(["a", "b", "c"]) },
    deletes: { before: chain(["a", "b", "c"]), program: chain(["a"]) },
    replaces: { before: chain(["a", "b"], { fixed: 1 }), program: chain(["a", "b"], { fixed: 2 }) },
    "replaces, deleting first": {
      before: chain(["a", "b"], { fixed: 1, fragile: true }),
      program: chain(["a", "b"], { fixed: 2, fragile: true }),
    },
    renames: {
      before: chain(["a", "b"]),
      program: chain(["z", "b"], {}, (name) => (name === "z" ? { aliases: [{ name: "a" }] } : {})),
    },
    fails: { before: chain(["a", "b"]), program: chain(["a", "b", "c"], { bad: true }) },
    "tells outputs": { program: () => ({ output: new FakeThing("a").output }) },
  };
  for (const [what, { before: earlier, program }] of Object.entries(ups))
    it(`journal: an up that ${what}, and dies at its end, is read as it left the state`, async () => {
      const world = new World();
      if (earlier) await world.up(earlier, { store: new FileStateStore(file, askSecrets) });
      const { snapshot } = await world.up(program, { store: dying() });
      assert.deepEqual(asRead((await read()) as Snapshot), asRead(snapshot));
    });

  it("journal: a destroy that dies at its end is read as it left the state", async () => {
    const world = new World();
    await world.up(chain(["a", "b"]), { store: new FileStateStore(file, askSecrets) });
    await world.destroy({ store: dying() });
    assert.deepEqual((await read())?.resources, []);
  });

  it("journal: what it tells of is pending while it is done", async () => {
    const world = new World();
    const { create } = world.cloud.configured;
    let seen: Snapshot | undefined;
    world.cloud.configured.create = async (...args) => {
      seen = await read();
      return create(...args);
    };
    await world.up(chain(["a"]), { store: new FileStateStore(file, askSecrets) });
    assert.deepEqual(
      seen?.pendingOperations.map(({ type, resource }) => [type, resource.urn.split("::").at(-1)]),
      [["creating", "a"]],
    );
  });

  it("journal: the next operation goes on from it, and leaves one file", async () => {
    const world = new World();
    await world.up(chain(["a", "b"]), { store: dying() });
    const ran = await world.up(chain(["a", "b", "c"]), { store: new FileStateStore(file, askSecrets) });
    assert.deepEqual(ran.changes, { same: 3, create: 1 });
    assert.deepEqual(await readdir(join(file, "..")), ["state.json"]);
  });

  it("journal: the resources that it tells of are counted", async () => {
    assert.equal(await countResources(file), undefined);
    await new World().up(chain(["a", "b"]), { store: dying() });
    assert.equal(await countResources(file), (await read())?.resources.length);
  });

  it("journal: of another state than the one beside it, one clear error that names both; they are left as they are", async () => {
    await new World().up(chain(["a"]), { store: dying() });
    const old = JSON.stringify(deployment(resource()));
    await writeFile(file, old);
    const journal = await readFile(file.replace(".json", ".journal"), "utf8");
    const store = new FileStateStore(file, askSecrets);
    await assert.rejects(new World().up(chain(["a"]), { store }), (error: Error) => {
      assert.match(
        error.message,
        /state\.json is not a state that can be read: state\.journal beside it holds changes of/,
      );
      assert.match(error.message, /put the version back that the journal belongs to, or move the journal away/);
      return true;
    });
    assert.deepEqual(
      [await readFile(file, "utf8"), await readFile(file.replace(".json", ".journal"), "utf8")],
      [old, journal],
    );
  });

  it("journal: a change of what is not there is one clear error", async () => {
    await new World().up(chain(["a"]), { store: dying() });
    const journal = file.replace(".json", ".journal");
    await writeFile(journal, `${await readFile(journal, "utf8")}{"gone":99}\n`);
    await assert.rejects(read(), /it tells of a resource that is not there \(number 99\)/);
  });
});
