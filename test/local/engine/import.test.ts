import assert from "node:assert/strict";
import { secret } from "@pulumi/pulumi";
import { Secret } from "../../../local/values";
import { analyzer, FakeThing, World } from "./kit";

/** A cloud in which a person has made one thing by hand. */
function withThing(inputs: Record<string, unknown>): World {
  const world = new World();
  world.cloud.things.set("byhand", { urn: "", inputs: inputs as never });
  return world;
}

const imported =
  (args = {}, options = {}) =>
  () => {
    const a = new FakeThing("a", args, { import: "byhand", ...options });
    return { output: a.output };
  };

describe("import", () => {
  it("as the program has it: it is read, and in the state from then on; nothing is made or changed", async () => {
    const world = withThing({ value: "x" });
    const ran = await world.up(imported({ value: "x" }));
    assert.deepEqual([ran.errors, ran.changes, ran.steps], [[], { create: 1, import: 1 }, ["import a"]]);
    assert.deepEqual(world.cloud.changes, []);
    const a = (await world.state()).get("a");
    assert.deepEqual(
      [a?.id, a?.importID, a?.inputs, ran.outputs],
      ["byhand", "byhand", { value: "x" }, { output: "x!" }],
    );
    assert.ok(a?.created);
    assert.deepEqual((await world.up(imported({ value: "x" }))).changes, { same: 2 });
  });

  it("events: what the program wants before, what there is afterwards", async () => {
    const { events } = await withThing({ value: "x" }).up(imported({ value: "x" }));
    const told = events.flatMap(({ resourcePreEvent: before, resOutputsEvent: after }) => {
      const metadata = (before ?? after)?.metadata;
      return metadata?.op === "import" ? [[metadata.old?.inputs, metadata.new?.outputs]] : [];
    });
    assert.deepEqual(told, [
      [undefined, {}],
      [{ value: "x" }, { value: "x", output: "x!" }],
    ]);
  });

  it("other than the program has it: it is imported as it is, and then changed", async () => {
    const world = withThing({ value: "x", more: 1 });
    const ran = await world.up(imported({ value: "y" }));
    assert.deepEqual([ran.errors, ran.changes], [[], { create: 1, import: 1, update: 1 }]);
    assert.deepEqual(ran.steps, ["import a", "update a"]);
    assert.deepEqual([world.cloud.changes, ran.outputs], [["update a"], { output: "y!" }]);
    const update = ran.events.find(({ resourcePreEvent: event }) => event?.metadata.op === "update")?.resourcePreEvent;
    assert.deepEqual(update?.metadata.old?.inputs, { value: "x", more: 1 });
  });

  it("what cannot be changed: it stays imported, and why it is not replaced is said in the real engine's words", async () => {
    const world = withThing({ fixed: "x" });
    const ran = await world.up(imported({ fixed: "y" }));
    assert.equal(ran.outcome, "failed");
    assert.equal(
      ran.errors[0],
      "previously-imported resources that still specify an ID may not be replaced; please remove the `import` declaration " +
        'from your program;\nfixed: "x" => "y"',
    );
    assert.deepEqual([world.cloud.changes, (await world.state()).get("a")?.inputs], [[], { fixed: "x" }]);
    const previewed = await world.preview(imported({ fixed: "y" }));
    assert.deepEqual(
      [previewed.outcome, previewed.steps.slice(0, 2)],
      ["succeeded", ["create-replacement a", "replace a"]],
    );
    assert.match(previewed.warnings[0] as string, /^previously-imported resources/);
    assert.equal((await world.up(() => void new FakeThing("a", { fixed: "y" }))).changes.replace, 1);
  });

  it("preview: it is read, too; that it would be replaced is shown", async () => {
    const world = withThing({ fixed: "x", fragile: true });
    const ran = await world.preview(imported({ fixed: "y", fragile: true }));
    assert.deepEqual(ran.errors, []);
    assert.deepEqual(ran.steps, ["import a", "delete-replaced a", "replace a", "create-replacement a"]);
    assert.equal(await world.store.load(), undefined);
  });

  it("not there: it is one error on the resource, and nothing is made in its place", async () => {
    for (const run of ["preview", "up"] as const) {
      const ran = await new World()[run](imported({ value: "x" }));
      assert.equal(ran.outcome, "failed");
      assert.equal(
        ran.errors[0],
        "resource 'byhand' does not exist: there is no fake:index:Thing of that id to be imported",
      );
      assert.deepEqual([ran.steps, ran.changes], [["import a"], { create: 1 }]);
    }
  });

  it("in the place of another: that one is deleted at the end", async () => {
    const world = withThing({ value: "y", more: 1 });
    await world.up(() => void new FakeThing("a", { value: "x" }));
    const ran = await world.up(imported({ value: "z", more: 2 }, { ignoreChanges: ["more"] }));
    assert.deepEqual([ran.errors, ran.changes], [[], { same: 1, replace: 1, update: 1 }]);
    assert.deepEqual(ran.steps, ["import-replacement a", "replace a", "update a", "delete-replaced a"]);
    assert.deepEqual(world.cloud.changes.slice(1), ["update a", "delete a-1"]);
    assert.deepEqual((await world.state()).get("a")?.inputs, { value: "z", more: 1 });
  });

  it("in the place of another, whose deletion fails: it is still to be deleted at the next up", async () => {
    const world = withThing({ value: "x" });
    await world.up(() => void new FakeThing("a", { value: "x" }));
    const { delete: remove } = world.cloud.configured;
    world.cloud.configured.delete = async () => {
      throw new Error("busy");
    };
    assert.equal((await world.up(imported({ value: "x" }))).outcome, "failed");
    world.cloud.configured.delete = remove;
    assert.deepEqual((await world.up(imported({ value: "x" }))).steps, ["same a", "delete-replaced a"]);
    assert.deepEqual([...world.cloud.things.keys()], ["byhand"]);
  });

  it("in the place of what was only read: the resource is managed from then on", async () => {
    const world = withThing({ value: "x" });
    await world.up(() => void new FakeThing("a", {}, { id: "byhand" }));
    const ran = await world.up(imported({ value: "x" }));
    assert.deepEqual([ran.errors, ran.changes.replace, world.cloud.changes], [[], 1, []]);
    assert.equal((await world.state()).get("a")?.external ?? false, false);
  });

  it("then the option goes: the resource stays", async () => {
    const world = withThing({ value: "x" });
    await world.up(imported({ value: "x" }));
    const ran = await world.up(() => void new FakeThing("a", { value: "x" }));
    assert.deepEqual([ran.steps, world.cloud.names.length], [["same a"], 1]);
  });

  it("then the resource goes: it is deleted, as it is ours by then", async () => {
    const world = withThing({ value: "x" });
    await world.up(imported({ value: "x" }));
    await world.up(() => undefined);
    assert.deepEqual(world.cloud.changes, ["delete byhand"]);
  });

  it("secrets: what the program gives as a secret is one in the state", async () => {
    const world = withThing({ value: "s" });
    await world.up(imported({ value: secret("s") }));
    const a = (await world.state()).get("a");
    assert.deepEqual([a?.inputs.value, a?.outputs.value], [new Secret("s"), new Secret("s")]);
  });

  it("policies: what is imported is judged, and what a policy forbids is not changed", async () => {
    const world = withThing({ value: "x" });
    const forbidding = analyzer({
      analyze: async ({ name }: { name: string }) =>
        name === "a"
          ? [
              {
                policyName: "p",
                policyPackName: "q",
                policyPackVersion: "1",
                message: "no",
                enforcementLevel: "mandatory",
              },
            ]
          : [],
    } as never);
    const ran = await world.up(imported({ value: "y" }), { analyzers: [forbidding] });
    assert.deepEqual([ran.outcome, ran.steps, world.cloud.changes], ["failed", ["import a"], []]);
  });

  it("no target: it is not imported", async () => {
    const world = withThing({ value: "x" });
    const build = () => {
      imported({ value: "x" })();
      new FakeThing("b");
    };
    const ran = await world.up(build, { targets: ["b"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { create: 2, same: 1 }]);
    assert.deepEqual([...(await world.state()).keys()], ["b"]);
  });
});
