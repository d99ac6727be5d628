import assert from "node:assert/strict";
import type { PendingOperation, ResourceState } from "../../../local/engine";
import type { ConfiguredProvider, Provider } from "../../../local/provider";
import { FakeThing, World } from "./kit";

const pair = () => {
  const a = new FakeThing("a", { value: "x" });
  new FakeThing("b", { value: a.output });
};
const one = () => void new FakeThing("a", { value: "x" });

/** `a` is up; `b` was being created when the process was killed: after the cloud had made it, or before. */
async function killedCreating(made: boolean, overrides: Partial<ConfiguredProvider & Provider> = {}): Promise<World> {
  const world = new World(overrides);
  await world.up(pair);
  const { resources = [] } = (await world.store.load()) ?? {};
  const b = resources.find(({ urn }) => urn.endsWith("::b"));
  assert.ok(b);
  const { id: _id, outputs: _outputs, created: _created, modified: _modified, ...begun } = b;
  await world.store.save({
    resources: resources.filter((state) => state !== b),
    pendingOperations: [{ resource: { ...begun, outputs: {} }, type: "creating" }],
  });
  if (!made) world.cloud.things.delete("b-1");
  return world;
}

/** `a` is up as the state has it; an update or a deletion of it was under way. */
async function killed(type: PendingOperation["type"]): Promise<World> {
  const world = new World();
  await world.up(pair);
  const { resources = [] } = (await world.store.load()) ?? {};
  const a = resources.find(({ urn }) => urn.endsWith("::a"));
  assert.ok(a);
  await world.store.save({ resources, pendingOperations: [{ resource: a, type }] });
  return world;
}

async function pending(world: World): Promise<string[]> {
  return ((await world.store.load())?.pendingOperations ?? []).map(({ type, resource }) => `${type} ${resource.urn}`);
}

const b = "urn:pulumi:dev::shop::fake:index:Thing::b";

describe("interrupted create, made", () => {
  it("up, wanted: it is taken into the state and made no second time", async () => {
    const world = await killedCreating(true);
    const ran = await world.up(pair);
    assert.deepEqual([ran.errors, ran.changes], [[], { import: 1, same: 3 }]);
    assert.equal(
      ran.warnings[0],
      `an earlier operation was interrupted while creating ${b}; the cloud has made it (id b-1), and the state has it now.`,
    );
    assert.deepEqual(world.cloud.changes, ["create a", "create b"]);
    assert.deepEqual([await pending(world), (await world.state()).get("b")?.id], [[], "b-1"]);
  });

  it("up, wanted otherwise by now: what was made is changed", async () => {
    const world = await killedCreating(true);
    const ran = await world.up(() => {
      one();
      new FakeThing("b", { value: "other" });
    });
    assert.deepEqual([ran.errors, ran.changes], [[], { import: 1, update: 1, same: 2 }]);
    assert.deepEqual(world.cloud.changes.slice(2), ["update b"]);
  });

  it("up, no longer wanted: it is found and deleted", async () => {
    const world = await killedCreating(true);
    const ran = await world.up(one);
    assert.deepEqual([ran.errors, ran.steps.at(-1)], [[], "delete b"]);
    assert.deepEqual([world.cloud.names, await pending(world)], [["a"], []]);
  });

  it("up that fails before it is dealt with: the state has it all the same", async () => {
    const world = await killedCreating(true);
    await world.up(() => {
      throw new Error("no luck");
    });
    assert.deepEqual([await pending(world), [...(await world.state()).keys()]], [[], ["a", "b"]]);
  });

  it("up with other targets: it stays as it is, in the state", async () => {
    const world = await killedCreating(true);
    const ran = await world.up(pair, { targets: ["a"] });
    assert.deepEqual([ran.errors, world.cloud.names, [...(await world.state()).keys()]], [[], ["a", "b"], ["a", "b"]]);
  });

  it("preview: what the up would do is shown, and the state stays as it was", async () => {
    const world = await killedCreating(true);
    assert.deepEqual((await world.preview(one)).steps, ["import b", "same a", "delete b"]);
    assert.deepEqual(await pending(world), [`creating ${b}`]);
  });

  it("refresh: it is taken into the state", async () => {
    const world = await killedCreating(true);
    const ran = await world.refresh();
    assert.deepEqual([ran.errors, ran.changes], [[], { same: 2, import: 1 }]);
    const state = (await world.state()).get("b");
    assert.deepEqual([state?.id, state?.outputs, await pending(world)], ["b-1", { value: "x!", output: "x!!" }, []]);
    assert.deepEqual((await world.up(pair)).changes, { same: 3 });
  });

  it("refresh of other targets: it is left pending", async () => {
    const world = await killedCreating(true);
    await world.refresh({ targets: ["a"] });
    assert.deepEqual(await pending(world), [`creating ${b}`]);
  });

  it("destroy: it is deleted with the rest", async () => {
    const world = await killedCreating(true);
    const ran = await world.destroy();
    assert.deepEqual([ran.errors, world.cloud.names, (await world.store.load())?.resources], [[], [], []]);
    assert.deepEqual(await pending(world), []);
  });

  it("a replacement: what it replaces is deleted, and what was made stays", async () => {
    const world = new World();
    await world.up(() => void new FakeThing("a", { fixed: "x" }));
    const { resources = [] } = (await world.store.load()) ?? {};
    const old = resources.find(({ urn }) => urn.endsWith("::a"));
    assert.ok(old);
    const { id: _id, ...begun } = { ...old, inputs: { fixed: "y" }, outputs: {} };
    world.cloud.things.set("a-2", { urn: old.urn, inputs: { fixed: "y" } });
    await world.store.save({ resources, pendingOperations: [{ resource: begun, type: "creating" }] });
    const ran = await world.up(() => void new FakeThing("a", { fixed: "y" }));
    assert.deepEqual([ran.errors, ran.steps], [[], ["import a", "same a", "delete-replaced a"]]);
    assert.deepEqual([...world.cloud.things.keys()], ["a-2"]);
  });

  it("a replacement, refreshed: both are in the state then, and the next up deletes what is replaced", async () => {
    const world = new World();
    const build = (fixed: string) => () => void new FakeThing("a", { fixed });
    await world.up(build("x"));
    const { resources = [] } = (await world.store.load()) ?? {};
    const old = resources.find(({ urn }) => urn.endsWith("::a"));
    assert.ok(old);
    const { id: _id, ...begun } = { ...old, inputs: { fixed: "y" }, outputs: {} };
    world.cloud.things.set("a-2", { urn: old.urn, inputs: { fixed: "y" } });
    await world.store.save({ resources, pendingOperations: [{ resource: begun, type: "creating" }] });
    assert.deepEqual((await world.refresh()).changes, { same: 2, import: 1 });
    await world.up(build("y"));
    assert.deepEqual([...world.cloud.things.keys()], ["a-2"]);
  });

  it("a replacement that is not wanted any more: it is not lost", async () => {
    const world = new World();
    const build = (fixed: string) => () => void new FakeThing("a", { fixed });
    await world.up(build("x"));
    const { resources = [] } = (await world.store.load()) ?? {};
    const old = resources.find(({ urn }) => urn.endsWith("::a"));
    assert.ok(old);
    const { id: _id, ...begun } = { ...old, inputs: { fixed: "y" }, outputs: {} };
    world.cloud.things.set("a-y", { urn: old.urn, inputs: { fixed: "y" } });
    await world.store.save({ resources, pendingOperations: [{ resource: begun, type: "creating" }] });
    assert.deepEqual((await world.up(build("x"))).errors, []);
    assert.deepEqual(
      [...world.cloud.things.values()].map(({ inputs }) => inputs),
      [{ fixed: "x" }],
    );
    assert.equal(world.cloud.things.has((await world.state()).get("a")?.id as string), true);
  });
});

describe("interrupted create, not made", () => {
  it("up: it is made as if nothing had been", async () => {
    const world = await killedCreating(false);
    const ran = await world.up(pair);
    assert.match(ran.warnings[0] as string, /interrupted while creating .*::b; the cloud has not made it\.$/);
    assert.deepEqual([ran.changes, await pending(world)], [{ create: 1, same: 2 }, []]);
  });

  it("up, no longer wanted; refresh; destroy: it is said, and forgotten", async () => {
    for (const run of [
      (world: World) => world.up(one),
      (world: World) => world.refresh(),
      (world: World) => world.destroy(),
    ]) {
      const world = await killedCreating(false);
      const ran = await run(world);
      assert.deepEqual([ran.errors, await pending(world), ran.warnings.length], [[], [], 1]);
    }
  });
});

describe("interrupted create of a component", () => {
  it("no cloud has anything of it: it is forgotten", async () => {
    const world = new World();
    await world.up(one);
    const { resources = [] } = (await world.store.load()) ?? {};
    const urn = "urn:pulumi:dev::shop::shop:index:Group::g";
    const group = { urn, type: "shop:index:Group", custom: false, inputs: {}, outputs: {} };
    await world.store.save({ resources, pendingOperations: [{ resource: group, type: "creating" }] });
    assert.deepEqual([(await world.refresh()).errors, await pending(world)], [[], []]);
  });
});

describe("interrupted create of which the provider cannot tell", () => {
  const mute = { orphans: undefined };

  it("no longer wanted: it stays pending, whatever is done, and that is said", async () => {
    const world = await killedCreating(true, mute);
    for (const run of [
      () => world.refresh(),
      () => world.up(one),
      () =>
        world.up(() => {
          one();
          new FakeThing("new");
        }),
      () => world.up(pair, { targets: ["a"] }),
      () => world.destroy(),
    ]) {
      const ran = await run();
      assert.deepEqual(ran.errors, []);
      assert.match(
        ran.warnings[0] as string,
        /creating .*::b; whether the cloud has made it is not known \(its provider cannot tell\)\. It stays pending/,
      );
      assert.deepEqual(await pending(world), [`creating ${b}`]);
    }
  });

  it("wanted: it is tried again, as one that was begun before", async () => {
    const world = await killedCreating(true, mute);
    const ran = await world.up(pair);
    assert.deepEqual([ran.errors, ran.changes, await pending(world)], [[], { create: 1, same: 2 }, []]);
    assert.deepEqual([...world.cloud.things.keys()], ["a-1", "b-1"]);
  });

  it("a provider that fails when it is asked: the same, with its reason", async () => {
    const world = await killedCreating(true, {
      orphans: async () => {
        throw new Error("the cloud is not in");
      },
    });
    const ran = await world.up(one);
    assert.match(ran.warnings[0] as string, /is not known \(the cloud is not in\)/);
    assert.deepEqual(await pending(world), [`creating ${b}`]);
  });
});

describe("interrupted create of which the provider cannot tell, refreshed", () => {
  const mute = { orphans: undefined };

  it("--clear-pending-creates: it is dropped, and that is said", async () => {
    const world = await killedCreating(false, mute);
    const ran = await world.refresh({ clearPendingCreates: true });
    assert.deepEqual([ran.errors, await pending(world)], [[], []]);
    assert.match(
      ran.warnings[0] as string,
      /creating .*::b; whether .* is not known .* It was dropped, as was asked for/,
    );
  });

  it("--clear-pending-creates: what can be told is not dropped but taken into the state", async () => {
    const world = await killedCreating(true);
    await world.refresh({ clearPendingCreates: true });
    assert.deepEqual([await pending(world), (await world.state()).get("b")?.id], [[], "b-1"]);
  });

  it("--clear-pending-creates of other targets, or in a preview: it stays pending", async () => {
    const world = await killedCreating(false, mute);
    await world.refresh({ clearPendingCreates: true, targets: ["a"] });
    await world.refresh({ clearPendingCreates: true, preview: true });
    assert.deepEqual(await pending(world), [`creating ${b}`]);
  });

  it("--import-pending-creates: what has the id is in the state then, and made no second time", async () => {
    const world = await killedCreating(true, mute);
    const ran = await world.refresh({ importPendingCreates: new Map([[b, "b-1"]]) });
    assert.deepEqual([ran.errors, ran.changes, await pending(world)], [[], { same: 2, import: 1 }, []]);
    assert.deepEqual((await world.up(pair)).changes, { same: 3 });
    assert.deepEqual(world.cloud.changes, ["create a", "create b"]);
  });

  it("--import-pending-creates with an id that there is not, or that is known: an error each, and it stays pending", async () => {
    const world = await killedCreating(true, mute);
    const ran = await world.refresh({ importPendingCreates: new Map([[b, "b-9"]]), clearPendingCreates: true });
    assert.deepEqual(
      [ran.outcome, ran.errors[0], await pending(world)],
      ["failed", 'it was not imported: the cloud has no fake:index:Thing with the id "b-9"', [`creating ${b}`]],
    );
    const { resources = [], pendingOperations = [] } = (await world.store.load()) ?? {};
    const other = { ...resources.find(({ urn }) => urn.endsWith("::a")), urn: b, id: "b-1" } as ResourceState;
    await world.store.save({ resources: [...resources, other], pendingOperations });
    const again = await world.refresh({ importPendingCreates: new Map([[b, "b-1"]]) });
    assert.equal(again.errors[0], 'it was not imported: the state has it already under the id "b-1"');
  });

  it("--import-pending-creates of what is not pending: an error that names what is, and nothing is done", async () => {
    const world = await killedCreating(true, mute);
    const wrong = b.replace("::b", "::c");
    const ran = await world.refresh({ importPendingCreates: new Map([[wrong, "b-1"]]) });
    assert.deepEqual(ran.errors, [
      `no create of ${JSON.stringify(wrong)} is pending; there are:\n  ${b}`,
      "refresh failed",
    ]);
    assert.deepEqual([ran.changes, await pending(world)], [{}, [`creating ${b}`]]);
  });
});

describe("interrupted update", () => {
  it("up: how far it got is read first, so that a program that wants the old value again gets it", async () => {
    const world = await killed("updating");
    world.cloud.things.set("a-1", { urn: b.replace("::b", "::a"), inputs: { value: "halfway" } });
    const ran = await world.up(pair);
    assert.match(
      ran.warnings[0] as string,
      /interrupted while updating .*::a; how far it got is read from the cloud first\.$/,
    );
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 2 }]);
    assert.deepEqual([world.cloud.things.get("a-1")?.inputs, await pending(world)], [{ value: "x" }, []]);
  });

  it("up: where it cannot be read, nothing is done, and it stays pending", async () => {
    const world = await killed("updating");
    world.cloud.configured.read = async () => {
      throw new Error("the cloud is not in");
    };
    const ran = await world.up(() => void new FakeThing("a", { value: "y" }));
    assert.deepEqual([ran.outcome, ran.errors], ["failed", ["the cloud is not in", "update failed"]]);
    assert.deepEqual([world.cloud.names, (await pending(world)).length], [["a", "b"], 1]);
  });
});

describe("interrupted deletion", () => {
  it("up, wanted again: what is gone is made again, and not taken for unchanged", async () => {
    const world = await killed("deleting");
    world.cloud.things.delete("a-1");
    const ran = await world.up(pair);
    assert.deepEqual([ran.errors, ran.steps.filter((step) => step.endsWith(" a"))], [[], ["refresh a", "create a"]]);
    assert.deepEqual([world.cloud.names, await pending(world)], [["a", "b"], []]);
  });

  it("up, wanted again: what is still there is left", async () => {
    const world = await killed("deleting");
    assert.deepEqual((await world.up(pair)).changes, { same: 3 });
  });

  it("refresh: how far it got is in the state then", async () => {
    const world = await killed("deleting");
    world.cloud.things.delete("a-1");
    assert.deepEqual((await world.refresh()).changes, { same: 2, delete: 1 });
    assert.deepEqual(await pending(world), []);
  });

  it("refresh that cannot read it: it stays pending", async () => {
    const world = await killed("deleting");
    world.cloud.configured.read = async () => {
      throw new Error("the cloud is not in");
    };
    await world.refresh();
    assert.equal((await pending(world)).length, 1);
  });

  it("refresh of other targets: it stays pending", async () => {
    const world = await killed("deleting");
    await world.refresh({ targets: ["b"] });
    assert.equal((await pending(world)).length, 1);
  });
});
