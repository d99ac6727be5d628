import assert from "node:assert/strict";
import type { ResourceOptions } from "@pulumi/pulumi";
import { FakeThing, World } from "./kit";

const one = (args: Record<string, unknown>, options?: ResourceOptions) => () =>
  void new FakeThing("a", args as never, options);

/** `b` takes an output of `a`, replacing when it changes; `c` takes one in place; `d` only comes after `a`. */
const family = (fixed: string) => () => {
  const a = new FakeThing("a", { fixed, value: fixed }, { deleteBeforeReplace: true });
  new FakeThing("b", { fixed: a.output });
  new FakeThing("c", { value: a.output });
  new FakeThing("d", {}, { dependsOn: a });
};

describe("replace", () => {
  it("create first: the successor is made, all else is done, then the old one is deleted", async () => {
    const world = new World();
    await world.up(() => {
      const a = new FakeThing("a", { fixed: "x" });
      new FakeThing("b", { value: a.id });
    });
    const ran = await world.up(() => {
      const a = new FakeThing("a", { fixed: "y" });
      new FakeThing("b", { value: a.id });
    });
    assert.deepEqual(world.cloud.changes.slice(2), ["create a", "update b", "delete a-1"]);
    assert.deepEqual(ran.steps, ["create-replacement a", "replace a", "update b", "delete-replaced a"]);
    assert.deepEqual(ran.changes, { same: 1, replace: 1, update: 1 });
    assert.equal((await world.state()).get("a")?.id, "a-2");
  });

  it("create first: the old one stays in the state until it is deleted", async () => {
    const world = new World({
      delete: async () => {
        throw new Error("not now");
      },
    });
    await world.up(one({ fixed: "x" }));
    await world.up(one({ fixed: "y" }));
    const both = (await world.store.load())?.resources.filter(({ urn }) => urn.endsWith("::a"));
    assert.deepEqual(
      both?.map(({ id, delete: going }) => [id, going]),
      [
        ["a-2", undefined],
        ["a-1", true],
      ],
    );
  });

  it("delete first: where the provider asks for it", async () => {
    const world = new World();
    await world.up(one({ fixed: "x", fragile: true }));
    const ran = await world.up(one({ fixed: "y", fragile: true }));
    assert.deepEqual(world.cloud.changes.slice(1), ["delete a-1", "create a"]);
    assert.deepEqual(ran.steps, ["delete-replaced a", "replace a", "create-replacement a"]);
  });

  it("delete first: the program's word counts more than the provider's", async () => {
    const world = new World();
    await world.up(one({ fixed: "x", fragile: true }));
    await world.up(one({ fixed: "y", fragile: true }, { deleteBeforeReplace: false } as never));
    assert.deepEqual(world.cloud.changes.slice(1), ["create a", "delete a-1"]);
  });

  it("delete first: those that would be replaced by it go before it; those that would not stay", async () => {
    const world = new World();
    await world.up(family("x"));
    world.cloud.calls.length = 0;
    const ran = await world.up(family("y"));
    assert.deepEqual(world.cloud.changes.slice(0, 3), ["delete b-1", "delete a-1", "create a"]);
    assert.deepEqual(world.cloud.changes.slice(3).sort(), ["create b", "update c"]);
    assert.deepEqual(ran.changes, { same: 2, replace: 2, update: 1 });
  });

  it("delete first: a dependent that the program no longer has is not made again", async () => {
    const world = new World();
    await world.up(family("x"));
    await world.up(() => void new FakeThing("a", { fixed: "y" }, { deleteBeforeReplace: true }));
    assert.deepEqual([...(await world.state()).keys()], ["a"]);
    assert.deepEqual(world.cloud.names, ["a"]);
  });

  it("delete first: when the successor cannot be made, the next up makes it and deletes nothing twice", async () => {
    let broken = false;
    const world = new World();
    const create = world.cloud.configured.create;
    world.cloud.configured.create = async (...args) => {
      if (broken) throw new Error("no room");
      return create(...args);
    };
    await world.up(one({ fixed: "x", fragile: true }));
    broken = true;
    assert.equal((await world.up(one({ fixed: "y", fragile: true }))).outcome, "failed");
    assert.equal((await world.state()).get("a")?.pendingReplacement, true);
    broken = false;
    const ran = await world.up(one({ fixed: "y", fragile: true }));
    assert.deepEqual([ran.outcome, world.cloud.changes], ["succeeded", ["create a", "delete a-1", "create a"]]);
  });

  it("names: the successor gets a new automatic name, the same in preview and update of one seed", async () => {
    const world = new World();
    const label = (ran: { outputs: unknown }) => (ran.outputs as { label: string }).label;
    const program = (fixed: string) => () => ({
      label: new FakeThing("a", { fixed, autonamed: true, label: undefined }).label,
    });
    const first = label(await world.up(program("x")));
    assert.equal(label(await world.up(program("x"))), first);
    const seed = new Uint8Array([1, 2, 3]);
    const previewed = await world.preview(program("y"), { seed });
    const updated = label(await world.up(program("y"), { seed }));
    assert.notEqual(updated, first);
    assert.equal(label(previewed), updated);
  });
});
