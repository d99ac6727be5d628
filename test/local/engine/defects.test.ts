import assert from "node:assert/strict";
import { FakeThing, World } from "./kit";

const urn = "urn:pulumi:dev::shop::fake:index:Thing::a";
const program = (value: string) => () => void new FakeThing("a", { value });
const flaws = [
  { urn, message: "nobody can reach it: give it an address" },
  { urn: "urn:pulumi:dev::shop::fake:index:Thing::b", message: "it sends into nothing: give it a target" },
];

describe("defects", () => {
  it("after an up that was good so far: each is an error on its resource, and the outcome is a failure", async () => {
    const world = new World();
    world.cloud.flaws = flaws;
    const ran = await world.up(program("x"));
    const told = ran.events.flatMap(({ diagnosticEvent: event }) =>
      event?.severity === "error" && event.urn ? [{ urn: event.urn, message: event.message.trimEnd() }] : [],
    );
    assert.deepEqual([ran.outcome, told, ran.errors.at(-1)], ["failed", flaws, "update failed"]);
    const { maybeCorrupt, result } = ran.events.at(-1)?.summaryEvent ?? {};
    assert.deepEqual([maybeCorrupt, result], [false, "failed"]);
  });

  it("state: what was done is in it, outputs too, and the up that repairs it succeeds", async () => {
    const world = new World();
    world.cloud.flaws = flaws;
    await world.up(program("x"));
    assert.deepEqual((await world.state()).get("a")?.outputs, { value: "x", output: "x!" });
    world.cloud.flaws = [];
    const ran = await world.up(program("y"));
    assert.deepEqual([ran.outcome, ran.changes], ["succeeded", { update: 1, same: 1 }]);
  });

  it("unrepaired: the next up fails again, though there is nothing to change", async () => {
    const world = new World();
    world.cloud.flaws = flaws;
    await world.up(program("x"));
    const ran = await world.up(program("x"));
    assert.deepEqual([ran.outcome, ran.changes], ["failed", { same: 2 }]);
  });

  it("they are asked for of what the state has, what was imported too, and not of what is only read or is in no cloud", async () => {
    const world = new World();
    world.cloud.things.set("byhand", { urn: "", inputs: { value: "x" } });
    world.cloud.things.set("elsewhere", { urn: "", inputs: {} });
    const asked: string[] = [];
    world.cloud.defects = async (managed) => {
      asked.push(...managed.map(({ urn, type, id }) => `${urn.split("::").at(-1)} ${type} ${id}`));
      return [];
    };
    await world.up(() => {
      new FakeThing("a", { value: "x" }, { import: "byhand" });
      new FakeThing("b", {}, { id: "elsewhere" });
      new FakeThing("c");
    });
    assert.deepEqual(asked.sort(), ["a fake:index:Thing byhand", "c fake:index:Thing c-1"]);
  });

  it("they are asked for after the deletions, and neither in a preview nor after a failure", async () => {
    const world = new World();
    const asked: string[][] = [];
    world.cloud.defects = async () => {
      asked.push(world.cloud.names);
      return [];
    };
    await world.preview(program("x"));
    await world.up(() => void new FakeThing("a", { bad: "x" }));
    assert.deepEqual(asked, []);
    await world.up(() => void new FakeThing("b"));
    await world.up(program("x"));
    assert.deepEqual(asked, [["b"], ["a"]]);
  });
});
