import assert from "node:assert/strict";
import { secret } from "@pulumi/pulumi";
import { Secret } from "../../../local/values";
import { FakeGroup, FakeProvider, FakeThing, nameOf, type Ran, World } from "./kit";

/** What became of the resources, by name, in the order in which it was told. */
function outcomes(ran: Ran): string[] {
  return ran.events.flatMap(({ resOutputsEvent: event }) =>
    event ? [`${event.metadata.op} ${nameOf(event.metadata.urn)}`] : [],
  );
}

function change(world: World, id: string, inputs: Record<string, unknown>): void {
  const thing = world.cloud.things.get(id);
  assert.ok(thing);
  Object.assign(thing, { inputs: { ...thing.inputs, ...inputs } });
}

const program = () => {
  const a = new FakeThing("a", { value: "x" });
  const b = new FakeThing("b", { value: a.output });
  new FakeThing("c", {}, { dependsOn: b });
  return { b: b.output };
};

async function upOf(build: () => unknown): Promise<World> {
  const world = new World();
  const ran = await world.up(build);
  assert.deepEqual(ran.errors, []);
  return world;
}

describe("refresh", () => {
  it("no drift: everything is read, the stack too, nothing has changed, and no program is run", async () => {
    const world = await upOf(program);
    const calls = world.cloud.changes.length;
    const before = await world.state();
    const ran = await world.refresh({ program: () => assert.fail("the program was run") });
    assert.deepEqual([ran.outcome, ran.changes], ["succeeded", { same: 4 }]);
    assert.deepEqual(outcomes(ran).toSorted(), ["same a", "same b", "same c", "same shop-dev"]);
    assert.equal(world.cloud.changes.length, calls);
    assert.deepEqual((await world.state()).get("b")?.outputs, before.get("b")?.outputs);
    assert.equal((await world.state()).get("b")?.modified, before.get("b")?.modified);
    assert.deepEqual((await world.up(program)).changes, { same: 4 });
  });

  it("drift: inputs and outputs are the cloud's, and the difference is told from the cloud's side", async () => {
    const world = await upOf(program);
    change(world, "a-1", { value: "edited", more: 1 });
    const ran = await world.refresh();
    assert.deepEqual(ran.changes, { update: 1, same: 3 });
    const a = (await world.state()).get("a");
    assert.deepEqual(a?.inputs, { value: "edited", more: 1 });
    assert.deepEqual(a?.outputs, { value: "edited", more: 1, output: "edited!" });
    assert.notEqual(a?.modified, a?.created);
    const told = ran.events.find(({ resOutputsEvent: event }) => event?.metadata.op === "update")?.resOutputsEvent;
    assert.deepEqual(told?.metadata.diffs?.toSorted(), ["more", "value"]);
    assert.deepEqual(told?.metadata.detailedDiff, {
      more: { diffKind: "add", inputDiff: false },
      value: { diffKind: "update", inputDiff: false },
    });
    assert.deepEqual(
      [told?.metadata.old?.inputs, told?.metadata.new?.inputs],
      [{ value: "x" }, { value: "edited", more: 1 }],
    );
  });

  it("events: a resource is refreshed, and that has an outcome", async () => {
    const world = await upOf(program);
    const { steps, events } = await world.refresh();
    assert.deepEqual(steps.toSorted(), ["refresh a", "refresh b", "refresh c"]);
    assert.deepEqual(events.at(-1)?.summaryEvent?.resourceChanges, { same: 4 });
    assert.equal(events.at(-1)?.summaryEvent?.isPreview, false);
  });

  it("then up: what has drifted is put right", async () => {
    const world = await upOf(program);
    change(world, "a-1", { value: "edited" });
    await world.refresh();
    const ran = await world.up(program);
    assert.deepEqual(ran.changes, { update: 1, same: 3 });
    assert.deepEqual(world.cloud.things.get("a-1")?.inputs, { value: "x" });
  });

  it("outputs alone: they are taken over, and that is no drift", async () => {
    const world = await upOf(program);
    const { read } = world.cloud.configured;
    world.cloud.configured.read = async (...args) => {
      const found = await read(...args);
      return found && { ...found, outputs: { ...found.outputs, status: "warm" } };
    };
    const ran = await world.refresh();
    assert.deepEqual(ran.changes, { same: 4 });
    assert.equal((await world.state()).get("a")?.outputs.status, "warm");
  });

  it("gone: it leaves the state, nothing names it any more, and the next up makes it again", async () => {
    const build = () => {
      const a = new FakeThing("a", { value: "x" });
      new FakeThing("child", {}, { parent: a });
      new FakeThing("b", { value: a.output }, { dependsOn: a, deletedWith: a, replaceWith: [a] });
    };
    const world = await upOf(build);
    world.cloud.things.delete("a-1");
    const ran = await world.refresh();
    assert.deepEqual([ran.errors, ran.changes], [[], { delete: 1, same: 3 }]);
    const state = await world.state();
    assert.deepEqual([...state.keys()], ["child", "b"]);
    assert.equal(state.get("child")?.parent ?? "", "");
    const { dependencies, propertyDependencies, deletedWith, replaceWith } = state.get("b") ?? {};
    assert.deepEqual(
      [dependencies ?? [], propertyDependencies ?? {}, deletedWith ?? "", replaceWith ?? []],
      [[], {}, "", []],
    );
    const again = await world.up(build);
    assert.deepEqual([again.errors, again.steps[0]], [[], "create a"]);
    assert.equal((await world.state()).get("child")?.parent, "urn:pulumi:dev::shop::fake:index:Thing::a");
  });

  it("gone and protected: that it is protected does not matter", async () => {
    const world = await upOf(() => void new FakeThing("a", {}, { protect: true }));
    world.cloud.things.clear();
    assert.deepEqual((await world.refresh()).changes, { delete: 1, same: 1 });
    assert.deepEqual([...(await world.state()).keys()], []);
  });

  it("replaced and still to be deleted: what is gone of it needs no deletion any more", async () => {
    const world = await upOf(() => void new FakeThing("a", { fixed: "x" }));
    world.cloud.configured.delete = async () => {
      throw new Error("busy");
    };
    await world.up(() => void new FakeThing("a", { fixed: "y" }));
    world.cloud.things.delete("a-1");
    assert.deepEqual((await world.refresh()).changes, { delete: 1, same: 2 });
    assert.deepEqual(
      (await world.store.load())?.resources.flatMap(({ id, type }) => (type === "fake:index:Thing" ? [id] : [])),
      ["a-2"],
    );
  });

  it("external: what is only read here is compared by its outputs", async () => {
    const world = new World();
    world.cloud.things.set("there", { urn: "", inputs: { value: "x" } });
    const build = () => void new FakeThing("a", {}, { id: "there" });
    await world.up(build);
    assert.deepEqual((await world.refresh()).changes, { same: 2 });
    world.cloud.configured.diff = () => assert.fail("a difference was asked for");
    change(world, "there", { value: "y" });
    assert.deepEqual((await world.refresh()).changes, { update: 1, same: 1 });
    assert.equal((await world.state()).get("a")?.outputs.value, "y");
  });

  it("secrets: what was secret stays secret, in inputs and outputs", async () => {
    const world = await upOf(
      () => void new FakeThing("a", { value: secret("s1") }, { additionalSecretOutputs: ["output"] }),
    );
    change(world, "a-1", { value: "s2" });
    const ran = await world.refresh();
    const a = (await world.state()).get("a");
    assert.deepEqual(
      [a?.inputs, a?.outputs],
      [{ value: new Secret("s2") }, { value: new Secret("s2"), output: new Secret("s2!") }],
    );
    assert.doesNotMatch(JSON.stringify(ran.events), /s[12]/);
  });

  it("components and providers: there is nothing to be read of them", async () => {
    const world = await upOf(() => {
      const provider = new FakeProvider("own", { region: "north" });
      new FakeGroup("g", (parent) => void new FakeThing("a", {}, { parent, provider }));
    });
    const ran = await world.refresh();
    assert.deepEqual([ran.errors, ran.changes], [[], { same: 4 }]);
  });

  it("ignoreChanges: a change there is taken into the state, and is no drift", async () => {
    const world = await upOf(() => void new FakeThing("a", { value: "x" }, { ignoreChanges: ["value"] }));
    const { diff } = world.cloud.configured;
    let told: readonly string[] = [];
    world.cloud.configured.diff = (resource, old, news, ignored) => {
      told = ignored;
      return diff(resource, old, news, ignored);
    };
    await world.refresh();
    assert.deepEqual(told, ["value"]);
  });

  it("failure: a read that throws is one error on its URN; the others are taken over all the same", async () => {
    const world = await upOf(program);
    change(world, "b-1", { value: "edited" });
    const { read } = world.cloud.configured;
    world.cloud.configured.read = async (resource, state) => {
      if (resource.name === "a") throw new Error("the cloud is not in");
      return read(resource, state);
    };
    const ran = await world.refresh();
    assert.deepEqual([ran.outcome, ran.errors], ["failed", ["the cloud is not in", "refresh failed"]]);
    const error = ran.events.find(({ diagnosticEvent: event }) => event?.severity === "error")?.diagnosticEvent;
    assert.equal(error?.urn, "urn:pulumi:dev::shop::fake:index:Thing::a");
    const state = await world.state();
    assert.deepEqual([state.get("a")?.inputs, state.get("b")?.inputs], [{ value: "x" }, { value: "edited" }]);
    assert.deepEqual([...state.keys()], ["a", "b", "c"]);
  });

  it("preview: all is told as planned, and the state stays what it was", async () => {
    const world = await upOf(program);
    change(world, "a-1", { value: "edited" });
    world.cloud.things.delete("c-1");
    const saves = world.store.saves;
    const ran = await world.refresh({ preview: true });
    assert.deepEqual(ran.changes, { update: 1, delete: 1, same: 2 });
    assert.equal(world.store.saves, saves);
    const planned = ran.events.flatMap(
      ({ resourcePreEvent, resOutputsEvent }) => resourcePreEvent ?? resOutputsEvent ?? [],
    );
    assert.ok(planned.length > 0 && planned.every(({ planning }) => planning));
    assert.equal(ran.events.at(-1)?.summaryEvent?.isPreview, true);
    assert.deepEqual([...(await world.state()).keys()], ["a", "b", "c"]);
    assert.equal(
      ran.snapshot.resources.some(({ urn }) => nameOf(urn) === "c"),
      false,
    );
  });

  it("parallel: not more reads are under way at once than asked for, and no fewer", async () => {
    const world = await upOf(() => {
      for (const name of ["a", "b", "c", "d", "e"]) new FakeThing(name);
    });
    const { read } = world.cloud.configured;
    let [underWay, most] = [0, 0];
    world.cloud.configured.read = async (...args) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return read(...args);
    };
    await world.refresh({ parallel: 2 });
    assert.equal(most, 2);
  });

  it("cancel: nothing more is read, and what was read is kept", async () => {
    const world = await upOf(program);
    for (const id of ["a-1", "b-1", "c-1"]) change(world, id, { value: "edited" });
    const abort = new AbortController();
    const { read } = world.cloud.configured;
    world.cloud.configured.read = async (...args) => {
      abort.abort();
      return read(...args);
    };
    const ran = await world.refresh({ parallel: 1, signal: abort.signal });
    assert.deepEqual([ran.outcome, ran.errors], ["failed", ["refresh cancelled"]]);
    assert.equal(ran.events.at(-1)?.summaryEvent?.result, "canceled");
    const inputs = [...(await world.state()).values()].map((state) => state.inputs.value);
    assert.deepEqual(inputs, ["edited", "x!", undefined]);
  });

  it("state that cannot be saved: it is said", async () => {
    const world = await upOf(program);
    world.store.onSave = () => {
      throw new Error("disk full");
    };
    const ran = await world.refresh();
    assert.deepEqual(ran.errors, ["the state could not be saved: disk full", "refresh failed"]);
  });

  it("nothing: refreshing what is not there succeeds", async () => {
    assert.deepEqual((await new World().refresh()).changes, {});
  });
});
