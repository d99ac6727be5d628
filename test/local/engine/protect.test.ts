import assert from "node:assert/strict";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { FakeGroup, FakeThing, World } from "./kit";

const one =
  (options?: CustomResourceOptions, args = {}) =>
  () =>
    void new FakeThing("a", args, options);

describe("protect", () => {
  it("delete: a protected resource that the program drops fails the whole, and nothing is deleted", async () => {
    const world = new World();
    await world.up(() => {
      new FakeThing("a", {}, { protect: true });
      new FakeThing("b");
    });
    const before = world.store.text;
    for (const ran of [await world.preview(() => undefined), await world.up(() => undefined)]) {
      assert.equal(ran.outcome, "failed");
      assert.match(
        ran.errors[0] as string,
        /Thing::a is no longer in the program, and it is protected.*without `protect`/s,
      );
    }
    assert.deepEqual(world.cloud.names, ["a", "b"]);
    assert.deepEqual(
      JSON.parse(before as string).deployment.resources.length,
      (await world.store.load())?.resources.length,
    );
  });

  it("delete: dropped after it was unprotected, it goes", async () => {
    const world = new World();
    await world.up(one({ protect: true }));
    await world.up(one());
    assert.equal((await world.up(() => undefined)).outcome, "succeeded");
    assert.deepEqual(world.cloud.names, []);
  });

  it("replace: a protected resource is not replaced, not even in part", async () => {
    const world = new World();
    await world.up(one({ protect: true }, { fixed: "x" }));
    assert.match(
      (await world.preview(one({ protect: true }, { fixed: "y" }))).errors[0] as string,
      /cannot be replaced/,
    );
    const ran = await world.up(one({ protect: true }, { fixed: "y" }));
    assert.match(ran.errors[0] as string, /Thing::a is protected and cannot be replaced.*remove `protect`/s);
    assert.deepEqual(world.cloud.changes, ["create a"]);
    assert.equal((await world.up(one({}, { fixed: "y" }))).outcome, "succeeded");
  });

  it("children: they are protected as their parent is", async () => {
    const world = new World();
    await world.up(() => {
      new FakeGroup("g", (group) => void new FakeThing("a", {}, { parent: group }), { protect: true });
    });
    assert.equal((await world.state()).get("a")?.protect, true);
  });
});

/** `a` is protected and needs `net`; `b` needs `a`; `c` needs nothing. */
const house = () => {
  const net = new FakeThing("net");
  new FakeGroup("g", (parent) => {
    const a = new FakeThing("a", { value: net.output }, { parent, protect: true });
    new FakeThing("b", { value: a.output }, { parent });
  });
  new FakeThing("c");
};

describe("destroy", () => {
  it("all: everything goes, dependents first, and the state is empty", async () => {
    const world = new World();
    await world.up(() => {
      const a = new FakeThing("a");
      new FakeThing("b", { value: a.output });
    });
    const ran = await world.destroy();
    assert.deepEqual([ran.outcome, ran.changes], ["succeeded", { delete: 3 }]);
    assert.deepEqual(world.cloud.changes.slice(2), ["delete b-1", "delete a-1"]);
    assert.deepEqual((await world.store.load())?.resources, []);
  });

  it("protected: refused before anything is deleted, naming all and the remedy", async () => {
    const world = new World();
    await world.up(() => {
      new FakeThing("a", {}, { protect: true });
      new FakeThing("b", {}, { protect: true });
      new FakeThing("c");
    });
    const ran = await world.destroy();
    assert.equal(ran.outcome, "failed");
    assert.match(ran.errors[0] as string, /2 of the resources are protected.*--exclude-protected/);
    assert.match(ran.errors[0] as string, /a \(fake:index:Thing\)\n {2}b \(fake:index:Thing\)/);
    assert.deepEqual(world.cloud.names, ["a", "b", "c"]);
  });

  it("exclude-protected: what is protected stays with all that it needs, and that is said", async () => {
    const world = new World();
    await world.up(house);
    const ran = await world.destroy({ excludeProtected: true });
    assert.equal(ran.outcome, "succeeded");
    assert.deepEqual(world.cloud.names, ["a", "net"]);
    assert.deepEqual([...(await world.state()).keys()].sort(), ["a", "g", "net"]);
    assert.match(
      ran.infos.at(-1) as string,
      /5 resources stay: 1 that are protected, and what they need.\n {2}a \(fake/,
    );
    assert.deepEqual((await world.up(house)).changes, { same: 4, create: 2 });
  });

  it("exclude-protected: where nothing is protected, everything goes", async () => {
    const world = new World();
    await world.up(one());
    await world.destroy({ excludeProtected: true });
    assert.deepEqual((await world.store.load())?.resources, []);
  });

  it("refused by the cloud: all reasons are found before anything is deleted", async () => {
    const world = new World();
    await world.up(() => {
      new FakeThing("a", { locked: true });
      new FakeThing("b", { locked: true });
      new FakeThing("c");
    });
    const ran = await world.destroy();
    assert.deepEqual(
      ran.refusals?.map(({ urn, ...rest }) => [urn.split("::").at(-1), rest]),
      ["a", "b"].map((name) => [name, { property: "locked", reason: "it is locked" }]),
    );
    assert.match(
      ran.errors[0] as string,
      /refuse 2 of the resources: it is locked\n {2}a \(fake:index:Thing\)\n {2}b \(fake:index:Thing\)/,
    );
    assert.deepEqual(world.cloud.names, ["a", "b", "c"]);
  });

  it("failure: what cannot be deleted stays with what it needs; the rest goes", async () => {
    const world = new World();
    await world.up(() => {
      const a = new FakeThing("a");
      new FakeThing("b", { value: a.output });
      new FakeThing("c");
    });
    const { delete: remove } = world.cloud.configured;
    world.cloud.configured.delete = async (resource, state) => {
      if (resource.name === "b") throw new Error("b is busy");
      return remove(resource, state);
    };
    const ran = await world.destroy();
    assert.deepEqual([ran.outcome, ran.errors[0]], ["failed", "b is busy"]);
    assert.deepEqual([...(await world.state()).keys()], ["a", "b"]);
    world.cloud.configured.delete = remove;
    assert.equal((await world.destroy()).outcome, "succeeded");
    assert.deepEqual(world.cloud.names, []);
  });

  it("rehearsal: it is told as a preview, everything is done to the copy, and the state stays as it is", async () => {
    const world = new World();
    await world.up(one());
    const before = await world.store.load();
    const ran = await world.destroy({ rehearsal: true });
    const steps = ran.events.flatMap(
      ({ resourcePreEvent, resOutputsEvent }) => resourcePreEvent ?? resOutputsEvent ?? [],
    );
    assert.ok(steps.length > 0 && steps.every(({ planning }) => planning));
    assert.equal(ran.events.at(-1)?.summaryEvent?.isPreview, true);
    assert.deepEqual([ran.changes, ran.snapshot.resources, world.cloud.names], [{ delete: 2 }, [], []]);
    assert.deepEqual(await world.store.load(), before);
  });

  it("nothing: destroying what is not there succeeds", async () => {
    assert.deepEqual((await new World().destroy()).changes, {});
  });
});
