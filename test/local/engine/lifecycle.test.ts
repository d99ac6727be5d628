import assert from "node:assert/strict";
import { FakeGroup, FakeThing, World } from "./kit";

describe("lifecycle", () => {
  it("create: a resource is made, its outputs are the program's, and the state tells of it", async () => {
    const world = new World();
    const ran = await world.up(() => ({ greeting: new FakeThing("a", { value: "hi" }).output }));
    assert.deepEqual([ran.errors, ran.outcome], [[], "succeeded"]);
    assert.deepEqual(world.cloud.changes, ["create a"]);
    assert.deepEqual(ran.outputs, { greeting: "hi!" });
    const a = (await world.state()).get("a");
    assert.equal(a?.id, "a-1");
    assert.match(a?.sourcePosition as string, /^project:\/\/\/test\/local\/engine\/lifecycle.test.ts#\d+,\d+$/);
  });

  it("same: a second up changes nothing", async () => {
    const world = new World();
    const program = () => {
      new FakeGroup("g", (group) => {
        new FakeThing("a", { value: "hi" }, { parent: group });
      });
    };
    const kept: unknown[] = [];
    for (const op of ["create", "same"]) {
      const ran = await world.up(program); // twice from one line, which the state keeps
      assert.deepEqual(ran.changes, { [op]: 3 });
      assert.deepEqual(ran.steps, [`${op} g`, `${op} a`]);
      kept.push(JSON.parse(world.store.text as string).deployment.resources);
    }
    assert.deepEqual(world.cloud.changes, ["create a"]);
    assert.deepEqual(kept[0], kept[1]);
  });

  it("update: a change is made in place, and what depends on it is told", async () => {
    const world = new World();
    const program = (value: string) => () => {
      const a = new FakeThing("a", { value });
      new FakeThing("b", { value: a.output });
    };
    await world.up(program("hi"));
    const ran = await world.up(program("ho"));
    assert.deepEqual(ran.changes, { same: 1, update: 2 });
    assert.deepEqual(world.cloud.changes.slice(2), ["update a", "update b"]);
    assert.deepEqual((await world.state()).get("b")?.outputs, { value: "ho!", output: "ho!!" });
  });

  it("delete: what the program no longer has goes, dependents first", async () => {
    const world = new World();
    await world.up(() => {
      const a = new FakeThing("a");
      const b = new FakeThing("b", { value: a.output });
      new FakeThing("c", {}, { dependsOn: b });
      new FakeThing("d");
    });
    const ran = await world.up(() => new FakeThing("d") && undefined);
    assert.deepEqual(world.cloud.changes.slice(4), ["delete c-1", "delete b-1", "delete a-1"]);
    assert.deepEqual(ran.changes, { same: 2, delete: 3 });
    assert.deepEqual([...(await world.state()).keys()], ["d"]);
  });

  it("URN: it holds the types of the parents, and the stack has its name", async () => {
    const world = new World();
    await world.up(() => {
      new FakeGroup("outer", (outer) => {
        new FakeGroup("inner", (inner) => void new FakeThing("a", {}, { parent: inner }), { parent: outer });
      });
    });
    const urns = (await world.store.load())?.resources.map(({ urn }) => urn);
    assert.deepEqual(urns, [
      "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
      "urn:pulumi:dev::shop::shop:index:Group::outer",
      "urn:pulumi:dev::shop::shop:index:Group$shop:index:Group::inner",
      "urn:pulumi:dev::shop::pulumi:providers:fake::default_1_2_3",
      "urn:pulumi:dev::shop::shop:index:Group$shop:index:Group$fake:index:Thing::a",
    ]);
  });

  it("outputs: what the program no longer exports is gone after an up that succeeded", async () => {
    const world = new World();
    await world.up(() => ({ first: 1, second: 2 }));
    assert.deepEqual((await world.up(() => ({ second: 3 }))).outputs, { second: 3 });
  });

  it("events: prelude first with secrets masked, a step before and after it is done, summary last", async () => {
    const config = { values: { "shop:size": "3", "shop:key": "k" }, secretKeys: ["shop:key"] };
    const { events } = await new World().up(() => void new FakeThing("a", { value: "hi" }), { config });
    assert.deepEqual(events[0], { preludeEvent: { config: { "shop:size": "3", "shop:key": "[secret]" } } });
    const outputs = events.flatMap(({ resourcePreEvent: started, resOutputsEvent: done }) => {
      const metadata = (started ?? done)?.metadata;
      return metadata?.urn.endsWith("::a") ? [[started ? "started" : "done", metadata.new?.outputs]] : [];
    });
    assert.deepEqual(outputs, [
      ["started", {}],
      ["done", { value: "hi", output: "hi!" }],
    ]);
    assert.deepEqual(events.at(-1)?.summaryEvent?.resourceChanges, { create: 2 });
  });
});
