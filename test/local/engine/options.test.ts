import assert from "node:assert/strict";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { FakeThing, World } from "./kit";

const thing = (args: Record<string, unknown>, options?: CustomResourceOptions) => () =>
  void new FakeThing("a", args as never, options);

describe("retainOnDelete", () => {
  it("delete: the resource leaves the state and stays in the cloud", async () => {
    const world = new World();
    await world.up(thing({}, { retainOnDelete: true }));
    await world.up(() => undefined);
    assert.deepEqual([[...(await world.state()).keys()], world.cloud.names], [[], ["a"]]);
  });

  it("destroy: it stays too", async () => {
    const world = new World();
    await world.up(thing({ locked: true }, { retainOnDelete: true }));
    assert.equal((await world.destroy()).outcome, "succeeded");
    assert.deepEqual(world.cloud.names, ["a"]);
  });
});

describe("ignoreChanges", () => {
  it("value: a change of it is none", async () => {
    const world = new World();
    await world.up(thing({ value: "x", other: 1 }, { ignoreChanges: ["value"] }));
    assert.deepEqual((await world.up(thing({ value: "y", other: 1 }, { ignoreChanges: ["value"] }))).steps, ["same a"]);
  });

  it("nested: the rest of what holds it is changed", async () => {
    const world = new World();
    const options = { ignoreChanges: ["deep.list[0].x"] };
    await world.up(thing({ deep: { list: [{ x: 1, y: 1 }] } }, options));
    await world.up(thing({ deep: { list: [{ x: 2, y: 2 }] } }, options));
    assert.deepEqual((await world.state()).get("a")?.inputs, { deep: { list: [{ x: 1, y: 2 }] } });
  });

  it("path: one that is none is named", async () => {
    const world = new World();
    await world.up(thing({ value: "x" }));
    const ran = await world.up(thing({ value: "x" }, { ignoreChanges: ["list[x"] }));
    assert.match(ran.errors[0] as string, /"list\[x" is not a property path/);
  });
});

describe("replaceOnChanges", () => {
  it("value: a change of it replaces, and one of another does not", async () => {
    const world = new World();
    const options = { replaceOnChanges: ["value"] };
    await world.up(thing({ value: "x", other: 1 }, options));
    assert.deepEqual((await world.up(thing({ value: "x", other: 2 }, options))).steps, ["update a"]);
    assert.deepEqual((await world.up(thing({ value: "y", other: 2 }, options))).changes, { same: 1, replace: 1 });
  });

  it("*: any change replaces", async () => {
    const world = new World();
    await world.up(thing({ value: "x" }));
    assert.equal((await world.up(thing({ value: "y" }, { replaceOnChanges: ["*"] }))).changes.replace, 1);
  });
});

describe("deletedWith", () => {
  const pair =
    (fixed = "x") =>
    () => {
      const a = new FakeThing("a", { fixed });
      new FakeThing("b", {}, { deletedWith: a });
    };

  it("delete: the cloud is only asked to delete the other", async () => {
    const world = new World();
    await world.up(pair());
    await world.destroy();
    assert.deepEqual(world.cloud.changes.slice(2), ["delete a-1"]);
    assert.deepEqual((await world.store.load())?.resources, []);
  });

  it("delete: where the other stays, it is deleted itself", async () => {
    const world = new World();
    await world.up(pair());
    await world.up(() => void new FakeThing("a", { fixed: "x" }));
    assert.deepEqual(world.cloud.changes.slice(2), ["delete b-1"]);
  });

  it("replace: it is replaced with the other", async () => {
    const world = new World();
    await world.up(pair("x"));
    assert.equal((await world.up(pair("y"))).changes.replace, 2);
  });
});

describe("replaceWith", () => {
  it("replace: a resource follows another that is replaced", async () => {
    const world = new World();
    const pair = (fixed: string) => () => {
      const a = new FakeThing("a", { fixed });
      new FakeThing("b", {}, { replaceWith: [a] });
    };
    await world.up(pair("x"));
    const ran = await world.up(pair("y"));
    assert.deepEqual(ran.changes, { same: 1, replace: 2 });
  });
});

describe("customTimeouts", () => {
  it("state: they are kept, in seconds", async () => {
    const world = new World();
    await world.up(thing({}, { customTimeouts: { create: "1h30m", delete: "90s" } }));
    assert.deepEqual((await world.state()).get("a")?.customTimeouts, { create: 5400, delete: 90 });
  });

  it("value: one that is no duration is named", async () => {
    const ran = await new World().up(thing({}, { customTimeouts: { create: "soon" } }));
    assert.match(ran.errors[0] as string, /customTimeouts.create is "soon"; write a duration/);
  });
});

describe("hideDiffs", () => {
  it("events: the change is made and told, with the paths that are not to be shown", async () => {
    const world = new World();
    await world.up(thing({ value: "x", other: 1 }));
    const { events } = await world.up(thing({ value: "y", other: 2 }, { hideDiffs: ["value"] } as never));
    const update = events.find(({ resourcePreEvent: event }) => event?.metadata.op === "update")?.resourcePreEvent;
    assert.deepEqual([update?.metadata.diffs, update?.metadata.new?.hideDiffs], [["other", "value"], ["value"]]);
  });
});
