import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FakeGroup, FakeProvider, FakeThing, World } from "./kit";

const disabled = { values: { "pulumi:disable-default-providers": '["*"]' }, secretKeys: [] };

describe("providers", () => {
  it("explicit: it is in the state with an id of its own, and its resources name it", async () => {
    const world = new World();
    const program = () => {
      const provider = new FakeProvider("own", { region: "north" });
      new FakeThing("a", {}, { provider });
    };
    await world.up(program);
    const own = (await world.store.load())?.resources.find(({ type }) => type === "pulumi:providers:fake");
    assert.match(own?.id as string, /^[0-9a-f-]{36}$/);
    assert.equal((await world.state()).get("a")?.provider, `${own?.urn}::${own?.id}`);
    assert.equal(world.cloud.calls[0], 'configure {"region":"north"}');
    await world.up(program);
    assert.equal(
      (await world.store.load())?.resources.find(({ type }) => type === "pulumi:providers:fake")?.id,
      own?.id,
    );
  });

  it("update: changed arguments update the provider, and its resources stay", async () => {
    const world = new World();
    const program = (region: string) => () => {
      const provider = new FakeProvider("own", { region });
      new FakeThing("a", {}, { provider });
    };
    await world.up(program("north"));
    world.cloud.calls.length = 0;
    assert.deepEqual((await world.up(program("south"))).changes, { same: 2, update: 1 });
    assert.deepEqual(world.cloud.calls, ['configure {"region":"south"}']);
  });

  it("change: another provider takes over what one has made", async () => {
    const world = new World();
    const program = (name: string) => () => {
      const provider = new FakeProvider(name, {});
      new FakeThing("a", {}, { provider });
    };
    await world.up(program("one"));
    const ran = await world.up(program("two"));
    assert.deepEqual([ran.errors, ran.changes], [[], { same: 2, create: 1, delete: 1 }]);
  });

  it("inheritance: children use the provider of the component they are in", async () => {
    const world = new World({}, { config: disabled });
    const ran = await world.up(() => {
      const provider = new FakeProvider("own", {});
      new FakeGroup("g", (parent) => void new FakeThing("a", {}, { parent }), { providers: [provider] });
    });
    assert.deepEqual(ran.errors, []);
    assert.match((await world.state()).get("a")?.provider as string, /::own::/);
  });

  it("default: one per package and version, configured by the stack, and not spoken of", async () => {
    const config = { values: { "fake:region": "north", "other:region": "south" }, secretKeys: [] };
    const world = new World({}, { config });
    const ran = await world.up(() => {
      new FakeThing("a");
      new FakeThing("b");
      new FakeThing("c", {}, { version: "2.0.0" });
    });
    const urns = (await world.store.load())?.resources.map(({ urn }) => urn).filter((urn) => urn.includes("providers"));
    assert.deepEqual(urns, [
      "urn:pulumi:dev::shop::pulumi:providers:fake::default_1_2_3",
      "urn:pulumi:dev::shop::pulumi:providers:fake::default_2_0_0",
    ]);
    assert.equal(world.cloud.calls[0], 'configure {"region":"north"}');
    assert.deepEqual(ran.changes, { create: 4 });
    assert.equal(JSON.stringify(ran.events).includes('"type":"pulumi:providers:fake"'), false);
  });

  it("default: disabled by the stack, a resource without a provider is refused by name, with the remedy", async () => {
    const ran = await new World({}, { config: disabled }).up(() => void new FakeThing("a"));
    assert.match(
      ran.errors[0] as string,
      /the default provider of fake is disabled \(pulumi:disable-default-providers.*Thing::a must be given a provider/,
    );
  });

  it("default: a config that is no list is named", async () => {
    const config = { values: { "pulumi:disable-default-providers": "fake" }, secretKeys: [] };
    const ran = await new World({}, { config }).up(() => void new FakeThing("a"));
    assert.match(ran.errors[0] as string, /config pulumi:disable-default-providers is fake; give a list/);
  });

  it("arguments: what the provider refuses of them is told, and none of its resources are tried", async () => {
    const world = new World({
      checkConfig: async (_urn, inputs) => ({ inputs, failures: [{ property: "region", reason: "unknown region" }] }),
    });
    const ran = await world.up(() => {
      const provider = new FakeProvider("own", { region: "nowhere" });
      new FakeThing("a", {}, { provider });
    });
    assert.match(ran.errors[0] as string, /pulumi:providers:fake "own": region \("nowhere"\): unknown region/);
    assert.deepEqual(world.cloud.names, []);
  });

  it("package: one that the cloud does not have is named", async () => {
    const ran = await new World().up(
      () => void new (class extends pulumi.CustomResource {})("aws:s3/bucket:Bucket", "b", {}),
    );
    assert.match(ran.errors[0] as string, /the local cloud has no package "aws"/);
  });
});

describe("invoke", () => {
  it("result: a function of the provider is asked, with the stack's provider or one's own", async () => {
    const ran = await new World().up(async () => {
      const plain = await pulumi.runtime.invoke("fake:index:getThing", { x: 1 });
      const provider = new FakeProvider("own", {});
      const output = pulumi.runtime.invokeOutput("fake:index:getOther", { y: pulumi.secret(2) }, { provider });
      return { plain, output: pulumi.unsecret(output) };
    });
    assert.deepEqual(ran.outputs, {
      plain: { x: 1, token: "fake:index:getThing" },
      output: { y: 2, token: "fake:index:getOther" },
    });
  });

  it("failure: what the provider answers fails the program", async () => {
    const world = new World({
      invoke: async () => ({ result: {}, failures: [{ property: "x", reason: "is missing" }] }),
    });
    const ran = await world.up(async () => void (await pulumi.runtime.invoke("fake:index:getThing", {})));
    assert.match(ran.errors[0] as string, /Invoke of 'fake:index:getThing' failed: is missing \(x\)/);
  });
});

describe("get", () => {
  const program = (id: string) => () => ({ output: new FakeThing("mine", {}, { id }).output });

  it("read: a resource that is there is read, also in a preview, and never deleted", async () => {
    const world = new World();
    world.cloud.things.set("there", { urn: "", inputs: { value: "hi" } });
    assert.deepEqual((await world.preview(program("there"))).outputs, { output: "hi!" });
    const ran = await world.up(program("there"));
    assert.deepEqual([ran.steps, ran.outputs], [["read mine"], { output: "hi!" }]);
    assert.equal((await world.state()).get("mine")?.external, true);
    assert.deepEqual((await world.destroy()).steps, ["discard mine"]);
    assert.ok(world.cloud.things.has("there"));
  });

  it("read: one that is not there is named", async () => {
    const ran = await new World().up(program("nowhere"));
    assert.equal(ran.outcome, "failed");
    assert.match(ran.errors[0] as string, /there is no fake:index:Thing with the id "nowhere"/);
  });

  it("take over: a resource that was only read is made when the program wants it made", async () => {
    const world = new World();
    world.cloud.things.set("there", { urn: "", inputs: {} });
    await world.up(program("there"));
    await world.up(() => void new FakeThing("mine", {}));
    assert.equal((await world.state()).get("mine")?.id, "mine-1");
    assert.ok(world.cloud.things.has("there"));
  });
});

describe("resource references", () => {
  it("value: a resource can be an argument, and the program gets it back as one", async () => {
    const world = new World();
    const ran = await world.up(() => {
      const a = new FakeThing("a");
      const b = new FakeThing("b", { value: a as never });
      return { reference: b.value };
    });
    assert.deepEqual(ran.errors, []);
    assert.deepEqual((await world.state()).get("b")?.inputs.value, ran.snapshot.resources.at(-1)?.inputs.value);
  });
});
