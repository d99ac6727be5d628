import assert from "node:assert/strict";
import { FakeGroup, FakeThing, World } from "./kit";

/** Creating, updating or deleting these names fails. */
function failing(...names: string[]): { world: World; mend: () => void } {
  const world = new World();
  const broken = new Set(names);
  const { configured } = world.cloud;
  const { create, update } = configured;
  configured.create = async (resource, ...rest) => {
    if (broken.has(resource.name)) throw new Error(`${resource.name} is broken`);
    return create(resource, ...rest);
  };
  configured.update = async (resource, ...rest) => {
    if (broken.has(resource.name)) throw new Error(`${resource.name} is broken`);
    return update(resource, ...rest);
  };
  return { world, mend: () => broken.clear() };
}

const program = () => {
  const a = new FakeThing("a");
  const b = new FakeThing("b", { value: a.output });
  new FakeThing("c", {}, { dependsOn: b });
  new FakeThing("d");
  return { a: a.output, b: b.output };
};

describe("failure", () => {
  it("step: what needs it is not tried, the rest is finished, and the error names the resource", async () => {
    const { world } = failing("b");
    const ran = await world.up(program);
    assert.deepEqual([ran.outcome, world.cloud.names], ["failed", ["a", "d"]]);
    const error = ran.events.find(({ diagnosticEvent: event }) => event?.severity === "error")?.diagnosticEvent;
    assert.deepEqual([error?.message, error?.urn], ["b is broken\n", "urn:pulumi:dev::shop::fake:index:Thing::b"]);
    const failed = ran.events
      .filter(({ resOpFailedEvent: event }) => event)
      .map((event) => event.resOpFailedEvent?.metadata.urn);
    assert.deepEqual(failed, ["urn:pulumi:dev::shop::fake:index:Thing::b"]);
    const { maybeCorrupt, result } = ran.events.at(-1)?.summaryEvent ?? {};
    assert.deepEqual([maybeCorrupt, result], [false, "failed"]);
  });

  it("resume: the next up makes what is missing and nothing twice", async () => {
    const { world, mend } = failing("b");
    await world.up(program);
    mend();
    const ran = await world.up(program);
    assert.deepEqual(ran.changes, { same: 3, create: 2 });
    assert.deepEqual(world.cloud.changes.toSorted(), ["create a", "create b", "create c", "create d"]);
    assert.deepEqual(ran.outputs, { a: "!", b: "!!" });
  });

  it("delete: after a failure nothing is deleted, as the program may not have got to say what it wants", async () => {
    const { world } = failing("new");
    await world.up(program);
    await world.up(() => void new FakeThing("new"));
    assert.deepEqual(world.cloud.names, ["a", "b", "c", "d"]);
  });

  it("update: the state keeps the old inputs", async () => {
    const { world } = failing();
    await world.up(() => void new FakeThing("a", { value: "x" }));
    world.cloud.configured.update = async () => {
      throw new Error("busy");
    };
    await world.up(() => void new FakeThing("a", { value: "y" }));
    assert.deepEqual((await world.state()).get("a")?.inputs, { value: "x" });
  });

  it("outputs: those that could not be told keep their old values", async () => {
    const { world } = failing();
    await world.up(program);
    const broken = failing("b").world.cloud.configured;
    Object.assign(world.cloud.configured, { update: broken.update });
    const ran = await world.up(() => {
      const b = new FakeThing("b", { value: "changed" });
      return { b: b.output, more: 1 };
    });
    assert.equal(ran.outcome, "failed");
    assert.deepEqual(ran.outputs, { a: "!", b: "!!", more: 1 });
  });

  it("component: what stands under one that failed is not tried", async () => {
    const world = new World();
    const ran = await world.up(() => {
      const first = new FakeGroup("g");
      new FakeGroup("g", (group) => void new FakeThing("a", {}, { parent: group }), { dependsOn: first });
    });
    assert.match(
      ran.errors[0] as string,
      /two resources with the URN .*shop:index:Group::g; give one of them another name/,
    );
    assert.deepEqual(world.cloud.names, []);
  });

  it("check: all that the provider refuses is told, with property, value and reason", async () => {
    const ran = await new World().up(() => {
      new FakeThing("a", { bad: "x" });
      new FakeThing("b", { bad: "y" });
    });
    assert.deepEqual(ran.errors.toSorted().slice(0, 2), [
      'fake:index:Thing "a": bad ("x"): must not be',
      'fake:index:Thing "b": bad ("y"): must not be',
    ]);
  });

  it("check: a secret is not told with what is wrong with it", async () => {
    const { secret } = await import("@pulumi/pulumi");
    const ran = await new World().up(() => void new FakeThing("a", { bad: secret("hunter2") }));
    assert.equal(ran.errors[0], 'fake:index:Thing "a": bad: must not be');
  });

  it("program: one that throws fails the operation; what it made before stays, and nothing is deleted", async () => {
    const world = new World();
    await world.up(program);
    const ran = await world.up(async () => {
      new FakeThing("e");
      throw new Error("no luck");
    });
    assert.equal(ran.outcome, "failed");
    assert.match(ran.errors[0] as string, /no luck/);
    assert.deepEqual(world.cloud.names, ["a", "b", "c", "d", "e"]);
  });

  it("program: one that loses its connection to the engine fails the operation, though nobody tells why", async () => {
    const ran = await new World().up(() => {
      throw Object.assign(new Error("no connection"), { code: 14 }); // UNAVAILABLE, as grpc-js has it
    });
    assert.equal(ran.outcome, "failed");
    assert.match(ran.errors[0] as string, /the program has ended without having said that it is done/);
  });

  it("log: an error that the program logs fails the operation", async () => {
    const { log } = await import("@pulumi/pulumi");
    const ran = await new World().up(() => void log.error("something is off"));
    assert.deepEqual([ran.outcome, ran.errors], ["failed", ["something is off", "update failed"]]);
  });

  it("duplicate: the second of two resources of one URN is refused by name", async () => {
    const world = new World();
    const ran = await world.up(() => {
      const first = new FakeThing("a");
      new FakeThing("a", {}, { dependsOn: first });
    });
    assert.match(ran.errors[0] as string, /two resources with the URN urn:pulumi:dev::shop::fake:index:Thing::a/);
    assert.deepEqual(world.cloud.names, ["a"]);
  });
});
