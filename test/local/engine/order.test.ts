import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { FakeThing, World } from "./kit";

/** Counts how many of its creates and deletes are under way at once. */
function counting() {
  const most = { creates: 0, deletes: 0 };
  let now = 0;
  const world = new World();
  const { create, delete: remove } = world.cloud.configured;
  const counted = async <T>(what: "creates" | "deletes", work: () => Promise<T>): Promise<T> => {
    most[what] = Math.max(most[what], ++now);
    await sleep(10);
    now--;
    return work();
  };
  world.cloud.configured.create = (...args) => counted("creates", () => create(...args));
  world.cloud.configured.delete = (...args) => counted("deletes", () => remove(...args));
  return { world, most };
}

const many = () => {
  for (let i = 0; i < 8; i++) new FakeThing(`thing-${i}`);
};

describe("order", () => {
  it("parallel: what does not need each other is done at once, up to the limit", async () => {
    const { world, most } = counting();
    await world.up(many, { parallel: 3 });
    await world.destroy({ parallel: 3 });
    assert.deepEqual(most, { creates: 3, deletes: 3 });
  });

  it("parallel: 1 does one after the other", async () => {
    const { world, most } = counting();
    await world.up(many, { parallel: 1 });
    assert.equal(most.creates, 1);
  });

  it("state: what is needed comes before what needs it, at every save", async () => {
    const world = new World();
    const chain = (names: string[]) => () => {
      let last: FakeThing | undefined;
      for (const name of names) last = new FakeThing(name, { value: last?.output ?? "" });
    };
    world.store.onSave = (_count, { resources }) => {
      const seen = new Set<string>();
      for (const { urn, dependencies = [] } of resources) {
        assert.deepEqual(
          dependencies.filter((needed) => !seen.has(needed)),
          [],
        );
        seen.add(urn);
      }
    };
    await world.up(chain(["a", "b", "c"]));
    assert.equal((await world.up(chain(["c", "b", "a"]))).outcome, "succeeded");
    assert.deepEqual([...(await world.state()).keys()], ["c", "b", "a"]);
  });

  it("pending: what is about to be done is written down before it is done, and removed with its result", async () => {
    const world = new World();
    const pending: string[][] = [];
    world.store.onSave = (_count, { pendingOperations }) => pending.push(pendingOperations.map(({ type }) => type));
    await world.up(() => void new FakeThing("a"));
    const stack = [["creating"], []];
    assert.deepEqual(pending.slice(0, 6), [...stack, ...stack, ...stack]);
  });

  it("same: an up that changes nothing does not write the state", async () => {
    const world = new World();
    await world.up(many);
    const before = world.store.saves;
    await world.up(many);
    assert.ok(world.store.saves - before <= 1, `${world.store.saves - before} saves`);
  });
});
