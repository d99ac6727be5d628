import assert from "node:assert/strict";
import { type Input, secret } from "@pulumi/pulumi";
import { Secret } from "../../../local/values";
import { FakeThing, type Ran, World } from "./kit";

const triggered =
  (trigger?: Input<unknown>, args = {}, options = {}) =>
  () =>
    void new FakeThing("a", args, { replacementTrigger: trigger, ...options } as never);

async function twice(first: () => unknown, second: () => unknown): Promise<{ world: World; ran: Ran }> {
  const world = new World();
  assert.deepEqual((await world.up(first)).errors, []);
  return { world, ran: await world.up(second) };
}

describe("replacementTrigger", () => {
  const cases: Record<string, [before: Input<unknown>, after: Input<unknown>]> = {
    "a string": ["1", "2"],
    "false and true": [false, true],
    "inside an object": [{ deep: [1, { k: 1 }] }, { deep: [1, { k: 2 }] }],
    "a secret": [secret("1"), secret("2")],
    "a secret inside": [{ k: secret("1") }, { k: secret("2") }],
  };
  for (const [what, [before, after]] of Object.entries(cases)) {
    it(`${what}: a change of it replaces the resource, although nothing else has changed`, async () => {
      const { world, ran } = await twice(triggered(before), triggered(after));
      assert.deepEqual([ran.errors, ran.changes], [[], { replace: 1, same: 1 }]);
      assert.deepEqual(ran.steps, ["create-replacement a", "replace a", "delete-replaced a"]);
      assert.deepEqual(world.cloud.changes.slice(1), ["create a", "delete a-1"]);
    });

    it(`${what}: as it was, it replaces nothing`, async () => {
      assert.deepEqual((await twice(triggered(before), triggered(before))).ran.changes, { same: 2 });
    });
  }

  it("new, or gone: it replaces nothing, and the state holds what there is", async () => {
    const { world, ran } = await twice(triggered(), triggered("1"));
    assert.deepEqual([ran.changes, (await world.state()).get("a")?.replacementTrigger], [{ same: 2 }, "1"]);
    assert.deepEqual((await world.up(triggered())).changes, { same: 2 });
    assert.equal((await world.state()).get("a")?.replacementTrigger, undefined);
  });

  it("secret: it is one in the state", async () => {
    const { world } = await twice(triggered(secret("hunter2")), triggered(secret("hunter2")));
    assert.deepEqual((await world.state()).get("a")?.replacementTrigger, new Secret("hunter2"));
    assert.doesNotMatch(world.store.text as string, /hunter2/);
  });

  it("secret or not makes no difference", async () => {
    assert.deepEqual((await twice(triggered("1"), triggered(secret("1")))).ran.changes, { same: 2 });
  });

  it("not known in a preview: it is taken for a change", async () => {
    const build = (value: string) => () => {
      const b = new FakeThing("b", { value });
      new FakeThing("a", {}, { replacementTrigger: b.output } as never);
    };
    const world = new World();
    await world.up(build("x"));
    assert.deepEqual((await world.preview(build("y"))).changes, { update: 1, replace: 1, same: 1 });
    const untriggered = new World();
    await untriggered.up(() => void new FakeThing("a", {}));
    assert.deepEqual((await untriggered.preview(build("x"))).changes, { create: 1, replace: 1, same: 1 });
    assert.deepEqual((await world.preview(build("x"))).changes, { same: 3 });
    assert.deepEqual((await world.up(build("y"))).changes, { update: 1, replace: 1, same: 1 });
  });

  it("deleteBeforeReplace: the option holds", async () => {
    const { ran } = await twice(
      triggered("1", {}, { deleteBeforeReplace: true }),
      triggered("2", {}, { deleteBeforeReplace: true }),
    );
    assert.deepEqual(ran.steps, ["delete-replaced a", "replace a", "create-replacement a"]);
  });

  it("protected: it is not replaced", async () => {
    const { ran } = await twice(triggered("1", {}, { protect: true }), triggered("2", {}, { protect: true }));
    assert.match(ran.errors[0] as string, /is protected and cannot be replaced/);
  });
});

describe("taint", () => {
  /** As `pulumi state taint` leaves it. */
  async function tainted(build: () => unknown): Promise<World> {
    const world = new World();
    await world.up(build);
    const { resources = [], pendingOperations = [] } = (await world.store.load()) ?? {};
    await world.store.save({
      resources: resources.map((state) => (state.urn.endsWith("::a") ? { ...state, taint: true } : state)),
      pendingOperations,
    });
    return world;
  }
  const program = () => {
    new FakeThing("a", { value: "x" });
    new FakeThing("b", { value: "x" });
  };

  it("the next up replaces it, for the reason `id`, and it is not tainted any more", async () => {
    const world = await tainted(program);
    const ran = await world.up(program);
    assert.deepEqual([ran.errors, ran.changes], [[], { replace: 1, same: 2 }]);
    const keys = ran.events.flatMap(({ resourcePreEvent: event }) =>
      event?.metadata.op === "replace" ? [event.metadata.keys] : [],
    );
    assert.deepEqual(keys, [["id"]]);
    assert.deepEqual((await world.up(program)).changes, { same: 3 });
  });

  it("no target: it stays, and stays tainted", async () => {
    const world = await tainted(program);
    await world.up(program, { targets: ["b"] });
    assert.equal((await world.state()).get("a")?.taint, true);
    assert.equal((await world.refresh()).outcome, "succeeded");
    assert.equal((await world.state()).get("a")?.taint, true);
  });

  it("not in the program any more: it is deleted as any other", async () => {
    const world = await tainted(program);
    assert.deepEqual((await world.up(() => void new FakeThing("b", { value: "x" }))).steps, ["same b", "delete a"]);
  });
});
