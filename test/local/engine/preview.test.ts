import assert from "node:assert/strict";
import { readable } from "../../../local/engine/marshal";
import { Unknown } from "../../../local/values";
import { FakeProvider, FakeThing, World } from "./kit";

const program = (value: string) => () => {
  const a = new FakeThing("a", { value });
  const b = new FakeThing("b", { value: a.output });
  return { id: a.id, output: b.output, value: a.value };
};

describe("preview", () => {
  it("create: what only the cloud can tell is unknown, also in what depends on it; nothing is made or saved", async () => {
    const world = new World();
    const ran = await world.preview(program("hi"));
    assert.deepEqual([ran.outcome, ran.changes], ["succeeded", { create: 3 }]);
    assert.deepEqual(ran.outputs, { id: Unknown.value, output: Unknown.value, value: "hi" });
    assert.deepEqual([world.cloud.changes, world.store.saves], [[], 0]);
    const b = ran.snapshot.resources.find(({ urn }) => urn.endsWith("::b"));
    assert.deepEqual(b?.inputs, { value: Unknown.value });
  });

  it("update: an input that becomes unknown is an update of what has it", async () => {
    const world = new World();
    await world.up(program("hi"));
    const before = [...(await world.state())];
    const ran = await world.preview(program("ho"));
    assert.deepEqual(ran.steps, ["update a", "update b"]);
    assert.deepEqual([...(await world.state())], before);
  });

  it("delete: it is said, not done", async () => {
    const world = new World();
    await world.up(program("hi"));
    const ran = await world.preview(() => undefined);
    assert.deepEqual(ran.changes, { same: 1, delete: 2 });
    assert.deepEqual(world.cloud.names, ["a", "b"]);
  });

  it("replace: both ways are shown as the update would do them", async () => {
    const world = new World();
    await world.up(() => void new FakeThing("a", { fixed: "x", fragile: true }));
    const ran = await world.preview(() => void new FakeThing("a", { fixed: "y", fragile: true }));
    assert.deepEqual(ran.steps, ["delete-replaced a", "replace a", "create-replacement a"]);
  });

  it("events: unknowns have a word, and steps are marked as planned", async () => {
    const { events } = await new World().preview(program("hi"));
    const a = events.find(({ resOutputsEvent: event }) => event?.metadata.urn.endsWith("::a"))?.resOutputsEvent;
    assert.deepEqual(
      [a?.planning, readable(a?.metadata.new?.outputs ?? {})],
      [true, { value: "hi", output: "[unknown]" }],
    );
  });

  it("provider: one that is not made yet can still be asked", async () => {
    const ran = await new World().preview(() => {
      const provider = new FakeProvider("own", { region: "north" });
      new FakeThing("a", {}, { provider });
    });
    assert.deepEqual(ran.errors, []);
  });

  it("then up: the update does what the preview said", async () => {
    const world = new World();
    await world.up(program("hi"));
    const previewed = await world.preview(program("ho"));
    assert.deepEqual((await world.up(program("ho"))).steps, previewed.steps);
  });
});
