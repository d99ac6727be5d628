import assert from "node:assert/strict";
import { FakeThing, World } from "./kit";

const program = () => {
  const a = new FakeThing("a");
  const b = new FakeThing("b", { value: a.output });
  new FakeThing("c", { value: b.output });
};

/** From its nth save on, the state cannot be written: what happens after that is as if it had not been seen. */
function dyingAt(save: number): World {
  const world = new World();
  world.store.onSave = (count) => {
    if (count >= save) throw new Error("disk full");
  };
  return world;
}

describe("crash", () => {
  for (let save = 1; save <= 10; save++)
    it(`between steps: dying at save ${save}, the next up finishes and nothing is made twice`, async () => {
      const world = dyingAt(save);
      const ran = await world.up(program, { parallel: 1 });
      assert.equal(ran.outcome, "failed");
      assert.match(ran.errors[0] as string, /the state could not be saved: disk full/);
      world.store.onSave = () => undefined;
      assert.deepEqual((await world.up(program)).errors, []);
      assert.deepEqual(world.cloud.names, ["a", "b", "c"]);
      assert.deepEqual((await world.up(program)).changes, { same: 4 });
    });

  it("stop: once the state cannot be saved, nothing more is done", async () => {
    const world = dyingAt(6); // a's create is written down, its result is not
    await world.up(program, { parallel: 1 });
    assert.deepEqual(world.cloud.changes, ["create a"]);
  });

  it("warning: what was interrupted is named, and forgotten once it is settled", async () => {
    const world = dyingAt(6);
    await world.up(program, { parallel: 1 });
    world.store.onSave = () => undefined;
    const [warning] = (await world.up(program)).warnings;
    assert.match(warning as string, /interrupted while creating urn:pulumi:dev::shop::fake:index:Thing::a;/);
    assert.deepEqual((await world.up(program)).warnings, []);
  });

  it("delete: one that was interrupted is done again", async () => {
    const world = new World();
    await world.up(program);
    world.store.onSave = (_count, { resources }) => {
      if (resources.length < 5) throw new Error("disk full");
    };
    assert.equal((await world.destroy()).outcome, "failed");
    world.store.onSave = () => undefined;
    assert.equal((await world.destroy()).outcome, "succeeded");
    assert.deepEqual([world.cloud.names, (await world.store.load())?.resources], [[], []]);
  });
});

describe("cancel", () => {
  it("up: what is under way is finished and saved, nothing else is started", async () => {
    const world = new World();
    const abort = new AbortController();
    const { create } = world.cloud.configured;
    world.cloud.configured.create = async (...args) => {
      abort.abort();
      return create(...args);
    };
    const ran = await world.up(program, { signal: abort.signal });
    assert.deepEqual([ran.outcome, ran.errors], ["failed", ["update cancelled"]]);
    assert.deepEqual([[...(await world.state()).keys()], world.cloud.names], [["a"], ["a"]]);
    assert.equal(ran.events.at(-1)?.summaryEvent?.result, "canceled");
    assert.deepEqual((await world.up(program)).changes, { same: 2, create: 2 });
  });

  it("up: a program that never ends is not waited for", async () => {
    const abort = new AbortController();
    const endless = () => {
      setTimeout(() => abort.abort(), 20);
      return new Promise<void>(() => undefined);
    };
    assert.equal((await new World().up(endless, { signal: abort.signal })).outcome, "failed");
  });

  it("destroy: what is left is in the state", async () => {
    const world = new World();
    await world.up(program);
    const abort = new AbortController();
    const { delete: remove } = world.cloud.configured;
    world.cloud.configured.delete = async (...args) => {
      abort.abort();
      return remove(...args);
    };
    const ran = await world.destroy({ signal: abort.signal });
    assert.deepEqual([ran.outcome, ran.errors], ["failed", ["destroy cancelled"]]);
    assert.deepEqual([...(await world.state()).keys()], ["a", "b"]);
  });
});
