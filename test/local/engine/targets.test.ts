import assert from "node:assert/strict";
import { ComponentResource, type CustomResourceOptions } from "@pulumi/pulumi";
import { FakeGroup, FakeProvider, FakeThing, nameOf, World } from "./kit";

const urnOf = (name: string) => `urn:pulumi:dev::shop::fake:index:Thing::${name}`;

/** `b` needs `a`, `c` needs `b`; `d` needs nothing. Each has the value given, or one of its own. */
const chain =
  (values: Partial<Record<"a" | "b" | "c" | "d", string>> = {}) =>
  () => {
    const a = new FakeThing("a", { value: values.a ?? "x" });
    const b = new FakeThing("b", { value: values.b ?? a.output });
    new FakeThing("c", { value: values.c ?? "x" }, { dependsOn: b });
    new FakeThing("d", { value: values.d ?? "x" });
    return { b: b.output };
  };

async function upOf(build: () => unknown): Promise<World> {
  const world = new World();
  assert.deepEqual((await world.up(build)).errors, []);
  return world;
}

/** The order in which the state has these. */
async function orderOf(world: World, ...names: string[]): Promise<string[]> {
  return [...(await world.state()).keys()].filter((name) => names.includes(name));
}

const all = { a: "y", b: "y", c: "y", d: "y" };

describe("target", () => {
  const ways: Record<string, string> = {
    "a URN": urnOf("b"),
    "a name": "b",
    "* for a part of a segment": "urn:pulumi:dev::shop::fake:*:Thing::b",
    "** for anything": "**::b",
  };
  for (const [what, target] of Object.entries(ways))
    it(`${what}: it alone is dealt with`, async () => {
      const world = await upOf(chain());
      const ran = await world.up(chain(all), { targets: [target] });
      assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 4 }]);
      assert.deepEqual(world.cloud.changes.slice(4), ["update b"]);
    });

  it("* does not reach over a colon", async () => {
    const world = await upOf(chain());
    const ran = await world.up(chain(all), { targets: ["urn:pulumi:dev::shop::*::b"] });
    assert.match(ran.errors[0] as string, /no resource fits the target/);
  });

  it("a name that several have: all of them are meant", async () => {
    const build = (value: string) => () => {
      new FakeThing("a", { value });
      new FakeGroup("g", (parent) => void new FakeThing("a", { value }, { parent }));
    };
    const world = await upOf(build("x"));
    assert.deepEqual((await world.up(build("y"), { targets: ["a"] })).changes, { update: 2, same: 2 });
  });

  it("untargeted: its inputs, outputs and everything else stay what they were", async () => {
    const options = (more: Partial<CustomResourceOptions> = {}) => ({ protect: false, ...more });
    const build =
      (value: string, more = {}) =>
      () => {
        new FakeThing("a", { value });
        new FakeThing("b", { value, fixed: value, bad: value === "x" ? undefined : "y" }, options(more));
      };
    const world = await upOf(build("x"));
    const before = (await world.state()).get("b");
    const ran = await world.up(build("y", { protect: true, ignoreChanges: ["value"] }), { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 2 }]);
    assert.deepEqual((await world.state()).get("b"), before);
    const told = ran.events.find(({ resOutputsEvent: event }) => event && nameOf(event.metadata.urn) === "b");
    assert.deepEqual(told?.resOutputsEvent?.metadata.new?.inputs, { value: "x", fixed: "x" });
  });

  it("untargeted component: its outputs stay, too", async () => {
    class Named extends ComponentResource {
      constructor(value: string) {
        super("shop:index:Named", "n", {});
        const a = new FakeThing("a", { value }, { parent: this });
        this.registerOutputs({ value: a.value });
      }
    }
    const build = (value: string) => () => void new Named(value);
    const world = await upOf(build("x"));
    await world.up(build("y"), { targets: ["a"] });
    assert.deepEqual((await world.state()).get("n")?.outputs, { value: "x" });
  });

  it("not there yet and untargeted: it is not made, and the state does not tell of it", async () => {
    const world = new World();
    const ran = await world.up(chain(), { targets: ["d"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { create: 2, same: 3 }]);
    assert.deepEqual(world.cloud.names, ["d"]);
    assert.deepEqual([...(await world.state()).keys()], ["d"]);
    assert.deepEqual((await world.up(chain())).changes, { create: 3, same: 2 });
  });

  it("a new resource that is a target: it is made", async () => {
    const world = await upOf(() => void new FakeThing("a", { value: "x" }));
    const ran = await world.up(chain(all), { targets: ["d"] });
    assert.deepEqual([ran.errors, ran.changes, world.cloud.names], [[], { create: 1, same: 4 }, ["a", "d"]]);
  });

  for (const [how, needing] of Object.entries({
    "through a property": (a: FakeThing) => new FakeThing("b", { value: a.output }),
    "by dependsOn": (a: FakeThing) => new FakeThing("b", {}, { dependsOn: a }),
    "as its parent": (a: FakeThing) => new FakeThing("b", {}, { parent: a }),
    "by deletedWith": (a: FakeThing) => new FakeThing("b", {}, { deletedWith: a }),
  }))
    it(`needs what is not there yet, ${how}: it is refused, and not made of nothing`, async () => {
      const build = () => void needing(new FakeThing("a", { value: "x" }));
      for (const run of ["preview", "up"] as const) {
        const world = new World();
        const ran = await world[run](build, { targets: ["b"] });
        assert.equal(ran.outcome, "failed");
        assert.match(
          ran.errors[0] as string,
          /^Resource '.*::b' depends on 'urn:pulumi:dev::shop::fake:index:Thing::a', which was not specified in --target list/,
        );
        assert.deepEqual(world.cloud.names, []);
      }
    });

  it("untargeted needs what is not there yet: neither is made, and that is no error", async () => {
    const ran = await new World().up(chain(), { targets: ["d"] });
    assert.deepEqual([ran.outcome, ran.errors], ["succeeded", []]);
  });

  it("a provider: it is dealt with without being named", async () => {
    const build = (region: string) => () => {
      const provider = new FakeProvider("own", { region });
      new FakeThing("a", { value: region }, { provider });
      new FakeThing("b", { value: region }, { provider });
    };
    const world = await upOf(build("north"));
    const ran = await world.up(build("south"), { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 2, same: 2 }]);
    assert.equal((await new World().up(build("north"), { targets: ["a"] })).outcome, "succeeded");
  });

  it("another provider for an untargeted resource: it is refused in the real engine's words", async () => {
    const build = (name: string) => () => {
      const provider = new FakeProvider(name);
      for (const thing of ["a", "b"]) new FakeThing(thing, { value: name }, { provider });
    };
    const world = await upOf(build("p"));
    const ran = await world.up(build("q"), { targets: ["a"] });
    assert.match(
      ran.errors[0] as string,
      /^provider urn:pulumi:dev::shop::pulumi:providers:fake::p for resource .*::b has not been registered yet, this is due to a change of providers mixed with --target/,
    );
  });

  it("a provider that was renamed: its untargeted resources still have it", async () => {
    const build = (name: string) => () => {
      const provider = new FakeProvider(name, {}, { aliases: [{ name: "p" }] });
      for (const thing of ["a", "b"]) new FakeThing(thing, { value: name }, { provider });
    };
    const world = await upOf(build("p"));
    const ran = await world.up(build("q"), { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 3 }]);
    assert.deepEqual((await world.up(build("q"))).errors, []);
  });

  it("a parent that was renamed and is no target: it and its children keep their old names", async () => {
    const build = (group: string, value: string) => () =>
      void new FakeGroup(group, (parent) => void new FakeThing("a", { value }, { parent }), {
        aliases: [{ name: "g" }],
        retainOnDelete: group === "h",
      });
    const world = await upOf(build("g", "x"));
    const ran = await world.up(build("h", "y"), { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 2 }]);
    assert.deepEqual([...(await world.state()).keys()], ["g", "a"]);
    assert.equal((await world.state()).get("a")?.retainOnDelete, true);
    assert.deepEqual((await world.up(build("h", "y"))).errors, []);
    assert.deepEqual([...(await world.state()).keys()], ["h", "a"]);
  });

  it("no longer in the program, but needed by what is untargeted: it stays, before what needs it", async () => {
    const world = await upOf(chain());
    const build = () => {
      new FakeThing("c", { value: "x" });
      new FakeThing("d", { value: "y" });
    };
    const ran = await world.up(build, { targets: ["d"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 4 }]);
    assert.deepEqual(await orderOf(world, "a", "b", "c", "d"), ["d", "a", "b", "c"]);
    assert.deepEqual((await world.state()).get("c")?.dependencies, [urnOf("b")]);
  });

  /** `b` comes first, and `a` last; where `between` is given, `d` comes between them and needs `b`. */
  const turnedRound = (a: string, between?: string) => async () => {
    const b = new FakeThing("b", { value: "free" });
    await new Promise((resolve) => b.urn.apply(resolve));
    const d = new FakeThing("d", { value: between ?? "x" }, { dependsOn: between ? b : [] });
    await new Promise((resolve) => d.urn.apply(resolve));
    new FakeThing("a", { value: a });
    new FakeThing("c", { value: "x" });
  };

  it("registered after an untargeted resource that needed it so far: it comes before that one all the same", async () => {
    const world = await upOf(chain());
    const ran = await world.up(turnedRound("y"), { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.changes.update], [[], 1]);
    assert.deepEqual(await orderOf(world, "a", "b", "c"), ["a", "b", "c"]);
  });

  it("the same, where a target needs the untargeted one: it is refused, and why is said", async () => {
    const world = await upOf(chain());
    const ran = await world.up(turnedRound("y", "y"), { targets: ["a", "d"] });
    assert.match(
      ran.errors[0] as string,
      /registers .*::a after .*::b, which is no target and, in the state, needs it/,
    );
    assert.deepEqual(await orderOf(world, "a", "b", "d"), ["a", "b", "d"]);
  });

  it("the same, where neither is a target: both stay", async () => {
    const world = await upOf(chain());
    const ran = await world.up(turnedRound("y", "y"), { targets: ["d"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 4 }]);
    assert.deepEqual(await orderOf(world, "a", "b", "d"), ["a", "b", "d"]);
  });

  it("the same, over a resource that the program has no more: it is refused, too", async () => {
    const world = await upOf(chain());
    const build = () => {
      const c = new FakeThing("c", { value: "x" });
      new FakeThing("a", { value: "y" }, { dependsOn: c });
    };
    const ran = await world.up(build, { targets: ["a"] });
    assert.match(ran.errors[0] as string, /makes it need .*::b, directly or not, which is no target/);
    assert.deepEqual(await orderOf(world, "a", "b", "c"), ["a", "b", "c"]);
  });

  it("one target that is refused so leaves to others what it would have needed", async () => {
    const world = await upOf(chain());
    const build = () => {
      const [b, d] = [new FakeThing("b", { value: "free" }), new FakeThing("d", { value: "x" })];
      new FakeThing("a", { value: "y" }, { dependsOn: [d, b] });
      new FakeThing("new", {}, { dependsOn: d });
    };
    const ran = await world.up(build, { targets: ["a", "new"] });
    assert.match(ran.errors[0] as string, /makes it need .*::b, directly or not/);
    assert.deepEqual([ran.errors.length, await orderOf(world, "d", "new")], [2, ["d", "new"]]);
  });

  it("now needs an untargeted resource that, in the state, needs it: it is refused, and why is said", async () => {
    const world = await upOf(chain());
    const build = () => {
      const b = new FakeThing("b", { value: "free" });
      new FakeThing("a", { value: b.output });
    };
    const ran = await world.up(build, { targets: ["a"] });
    assert.match(
      ran.errors[0] as string,
      /makes it need .*::b, directly or not, which is no target and, in the state, needs it/,
    );
    assert.deepEqual(await orderOf(world, "a", "b", "c"), ["a", "b", "c"]);
  });

  it("the state stays in order: what needs an untargeted resource waits for what that one needed so far", async () => {
    const world = await upOf(chain());
    const { update } = world.cloud.configured;
    world.cloud.configured.update = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return update(...args);
    };
    const build = async () => {
      new FakeThing("a", { value: "y" });
      await new Promise((resolve) => setTimeout(resolve, 10));
      const b = new FakeThing("b", { value: "free" });
      new FakeThing("e", { value: b.output });
      new FakeThing("c", { value: "x" });
      new FakeThing("d", { value: "x" });
    };
    const ran = await world.up(build, { targets: ["a", "e"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, create: 1, same: 4 }]);
    assert.deepEqual(await orderOf(world, "a", "b", "e"), ["a", "b", "e"]);
    assert.deepEqual((await world.state()).get("b")?.dependencies, [urnOf("a")]);
  });

  it("the same, where the target has another name by now", async () => {
    const world = await upOf(chain());
    const { update } = world.cloud.configured;
    world.cloud.configured.update = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return update(...args);
    };
    const build = async () => {
      new FakeThing("renamed", { value: "y" }, { aliases: [{ name: "a" }] });
      await new Promise((resolve) => setTimeout(resolve, 10));
      const b = new FakeThing("b", { value: "free" });
      new FakeThing("e", { value: b.output });
    };
    const ran = await world.up(build, { targets: ["renamed", "e"] });
    assert.deepEqual(ran.errors, []);
    assert.deepEqual(await orderOf(world, "renamed", "b", "e"), ["renamed", "b", "e"]);
  });

  it("deleted together with a target that is deleted before it is replaced: it is made again with it", async () => {
    const build = (fixed: string) => () => {
      const a = new FakeThing("a", { fixed, fragile: true });
      new FakeThing("b", { fixed: a.output });
      new FakeThing("d", { value: fixed });
    };
    const world = await upOf(build("x"));
    const ran = await world.up(build("y"), { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.changes, world.cloud.names], [[], { replace: 2, same: 2 }, ["a", "b", "d"]]);
  });

  it("registered twice after it was kept: it is a mistake as ever", async () => {
    const world = await upOf(chain());
    const build = async () => {
      const b = new FakeThing("b", { value: "free" });
      const d = new FakeThing("d", { value: "y" }, { dependsOn: b });
      await new Promise((resolve) => d.urn.apply(resolve));
      const first = new FakeThing("a", { value: "y" });
      await new Promise((resolve) => first.urn.apply(resolve));
      new FakeThing("a", { value: "y" });
    };
    const ran = await world.up(build, { targets: ["d"] });
    assert.match(ran.errors[0] as string, /there are two resources with the URN .*::a/);
  });

  it("a target that fails: untargeted resources that need it are told as they were", async () => {
    const world = await upOf(chain());
    world.cloud.configured.update = async () => {
      throw new Error("busy");
    };
    const ran = await world.up(chain({ a: "y" }), { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.outputs], [["busy", "update failed"], { b: "x!!" }]);
    assert.deepEqual(await orderOf(world, "a", "b", "c"), ["a", "b", "c"]);
  });

  it("outputs of the stack: one that comes from what is not there keeps its old value", async () => {
    const world = await upOf(() => ({ b: "before", gone: 1 }));
    const ran = await world.up(chain(), { targets: ["d"] });
    assert.deepEqual([ran.errors, ran.outputs], [[], { b: "before" }]);
  });

  it("policies: untargeted resources are not judged one by one, and the stack is judged with them", async () => {
    const world = await upOf(chain());
    const seen: string[] = [];
    let stack: string[] = [];
    const pack = {
      name: "house",
      version: "1.0.0",
      remediate: async () => [],
      analyze: async ({ name }: { name: string }) => {
        seen.push(name);
        return [];
      },
      analyzeStack: async (resources: { name: string }[]) => {
        stack = resources.map(({ name }) => name);
        return [];
      },
      close: async () => undefined,
    };
    await world.up(() => void new FakeThing("d", { value: "y" }), { targets: ["d"], analyzers: [pack as never] });
    assert.deepEqual(
      seen.filter((name) => name.length === 1),
      ["d"],
    );
    assert.deepEqual(stack.filter((name) => name.length === 1).toSorted(), ["a", "b", "c", "d"]);
  });
});

describe("target dependents", () => {
  it("what needs a target, directly or not, is dealt with too", async () => {
    const world = await upOf(chain());
    const ran = await world.up(chain({ a: "y", c: "y", d: "y" }), { targets: ["a"], targetDependents: true });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 3, same: 2 }]);
    assert.deepEqual(world.cloud.changes.slice(4).toSorted(), ["update a", "update b", "update c"]);
  });

  it("children of a target are dealt with too", async () => {
    const build = (value: string) => () => {
      new FakeGroup("g", (parent) => void new FakeThing("a", { value }, { parent }));
      new FakeThing("d", { value });
    };
    const world = await upOf(build("x"));
    assert.deepEqual((await world.up(build("y"), { targets: ["g"] })).changes, { same: 4 });
    assert.deepEqual((await world.up(build("y"), { targets: ["g"], targetDependents: true })).changes, {
      update: 1,
      same: 3,
    });
  });

  it("what a provider that is a target serves is dealt with too", async () => {
    const build = (value: string) => () => {
      const provider = new FakeProvider("own");
      new FakeThing("a", { value }, { provider });
      new FakeThing("d", { value });
    };
    const world = await upOf(build("x"));
    const ran = await world.up(build("y"), { targets: ["own"], targetDependents: true });
    assert.deepEqual([ran.errors, ran.changes], [[], { update: 1, same: 3 }]);
  });
});

describe("target that fits nothing", () => {
  it("up: one error with the nearest name, and nothing is done, not even with the other targets", async () => {
    const build = (value: string) => () => void new FakeThing("catalog", { value });
    const world = await upOf(build("x"));
    const saves = world.store.saves;
    const ran = await world.up(build("y"), { targets: ["catalog", "catlog"] });
    assert.deepEqual(ran.errors, [
      'no resource fits the target "catlog", so nothing was done; did you mean "catalog"?',
      "update failed",
    ]);
    assert.deepEqual([ran.steps, ran.changes, world.cloud.changes], [[], {}, ["create catalog"]]);
    assert.equal(world.store.saves, saves);
  });

  it("up: the program is asked first, without anything being told or judged, when only it can know the target", async () => {
    const world = new World();
    let runs = 0;
    const build = () => {
      runs++;
      new FakeThing("a");
    };
    const ran = await world.up(build, { targets: ["a"] });
    assert.deepEqual([ran.errors, ran.steps, runs], [[], ["create a"], 2]);
    await world.up(build, { targets: ["a"] });
    assert.equal(runs, 3);
  });

  it("up: where the program fails, that is what is told", async () => {
    const build = () => {
      throw new Error("no luck");
    };
    const ran = await new World().up(build, { targets: ["a"] });
    assert.match(ran.errors[0] as string, /no luck/);
    assert.equal(
      ran.errors.some((message) => message.includes("fits the target")),
      false,
    );
  });

  it("preview: it is said at the end, as the program may register it", async () => {
    const world = await upOf(chain());
    const ran = await world.preview(chain(), { targets: ["aa", "a"] });
    assert.deepEqual(
      [ran.outcome, ran.errors[0]],
      ["failed", 'no resource fits the target "aa", so nothing was done; did you mean "a"?'],
    );
  });

  it("refresh and destroy: the same, against the state", async () => {
    const world = await upOf(chain());
    for (const operation of ["refresh", "destroy"] as const) {
      const ran = await world[operation]({ targets: [urnOf("bb"), "a"] });
      assert.deepEqual(ran.errors, [
        `no resource fits the target "${urnOf("bb")}", so nothing was done; did you mean ${urnOf("b")}?`,
        `${operation} failed`,
      ]);
      assert.deepEqual([ran.changes, world.cloud.names], [{}, ["a", "b", "c", "d"]]);
    }
  });

  it("a URN that a shell has taken the $ out of: the whole one is shown, and quotes are advised", async () => {
    const world = await upOf(() => void new FakeGroup("g", (parent) => void new FakeThing("a", {}, { parent })));
    const ran = await world.destroy({ targets: ["urn:pulumi:dev::shop::shop:index:Group:index:Thing::a"] });
    assert.match(
      ran.errors[0] as string,
      /did you mean urn:pulumi:dev::shop::shop:index:Group\$fake:index:Thing::a, in quotes, since a shell/,
    );
  });
});

describe("target of a deletion", () => {
  it("up: only targets that the program has dropped are deleted", async () => {
    const world = await upOf(chain());
    const build = () => {
      const a = new FakeThing("a", { value: "x" });
      new FakeThing("b", { value: a.output });
    };
    const ran = await world.up(build, { targets: ["d"] });
    assert.deepEqual([ran.errors, ran.changes, world.cloud.names], [[], { delete: 1, same: 4 }, ["a", "b", "c"]]);
  });

  const words = (name: string) =>
    `Resource '${urnOf(name)}' will be destroyed but was not specified in --target list.\n` +
    "Either include resource in --target list or pass --target-dependents to proceed.";

  it("up: what needs one would go with it, and is an error each; nothing is deleted", async () => {
    const world = await upOf(chain());
    const ran = await world.up(() => void new FakeThing("d", { value: "x" }), { targets: ["a"] });
    assert.deepEqual(ran.errors, [words("b"), words("c"), "update failed"]);
    assert.deepEqual(world.cloud.names, ["a", "b", "c", "d"]);
  });

  it("up with dependents: they go with it, what needs others first", async () => {
    const world = await upOf(chain());
    const ran = await world.up(() => void new FakeThing("d", { value: "x" }), {
      targets: ["a"],
      targetDependents: true,
    });
    assert.deepEqual([ran.errors, ran.changes], [[], { delete: 3, same: 2 }]);
    assert.deepEqual(world.cloud.changes.slice(4), ["delete c-1", "delete b-1", "delete a-1"]);
  });

  it("preview: the errors are told, and what would be deleted is shown", async () => {
    const world = await upOf(chain());
    const ran = await world.preview(() => void new FakeThing("d", { value: "x" }), { targets: ["a"] });
    assert.deepEqual(ran.errors, [words("b"), words("c"), "preview failed"]);
    assert.deepEqual(ran.changes, { delete: 3, same: 2 });
  });

  it("up: a target that an untargeted resource of the program still needs stays, and that is said", async () => {
    const world = await upOf(chain());
    const build = () => {
      new FakeThing("b", { value: "free" });
      new FakeThing("c", { value: "x" });
    };
    const ran = await world.up(build, { targets: ["a"] });
    assert.deepEqual([ran.errors, world.cloud.names], [[], ["a", "b", "c", "d"]]);
    assert.match(ran.warnings[0] as string, /::a is a target, but stays: .*::b, which is none, needs it/);
  });

  it("destroy: only targets are deleted, and the rest is told of as unchanged", async () => {
    const world = await upOf(chain());
    const ran = await world.destroy({ targets: ["c", "d"] });
    assert.deepEqual([ran.errors, ran.changes, world.cloud.names], [[], { delete: 2, same: 3 }, ["a", "b"]]);
    assert.deepEqual((await world.up(chain())).changes, { create: 2, same: 3 });
  });

  it("destroy: what needs a target is an error each, and nothing is deleted", async () => {
    const world = await upOf(chain());
    const ran = await world.destroy({ targets: ["a"] });
    assert.deepEqual(ran.errors, [words("b"), words("c"), "destroy failed"]);
    assert.deepEqual([ran.changes, world.cloud.names], [{}, ["a", "b", "c", "d"]]);
  });

  it("destroy with dependents: they go first", async () => {
    const world = await upOf(chain());
    const ran = await world.destroy({ targets: ["a"], targetDependents: true });
    assert.deepEqual([ran.errors, ran.changes, world.cloud.names], [[], { delete: 3, same: 2 }, ["d"]]);
  });

  it("destroy: children go with their parent only when asked for", async () => {
    const world = await upOf(() => void new FakeGroup("g", (parent) => void new FakeThing("a", {}, { parent })));
    assert.match((await world.destroy({ targets: ["g"] })).errors[0] as string, /::a' will be destroyed but was not/);
    assert.equal((await world.destroy({ targets: ["g"], targetDependents: true })).outcome, "succeeded");
    assert.deepEqual(world.cloud.names, []);
  });

  it("destroy: a protected target is refused as any other", async () => {
    const world = await upOf(() => void new FakeThing("a", {}, { protect: true }));
    const ran = await world.destroy({ targets: ["a"] });
    assert.match(ran.errors[0] as string, /1 of the resources are protected/);
  });
});

describe("target of a refresh", () => {
  it("only targets are read, and only they are told of", async () => {
    const world = await upOf(chain());
    for (const thing of world.cloud.things.values()) thing.inputs = { value: "edited" };
    const ran = await world.refresh({ targets: ["b"] });
    assert.deepEqual([ran.errors, ran.steps, ran.changes], [[], ["refresh b"], { update: 1 }]);
    const state = await world.state();
    assert.deepEqual([state.get("a")?.inputs, state.get("b")?.inputs], [{ value: "x" }, { value: "edited" }]);
  });

  it("with dependents: what needs a target, directly or not, is read too", async () => {
    const world = await upOf(chain());
    const ran = await world.refresh({ targets: ["a"], targetDependents: true });
    assert.deepEqual(ran.steps.toSorted(), ["refresh a", "refresh b", "refresh c"]);
  });
});

describe("replace by hand", () => {
  it("a resource that has not changed is made anew, and its old one deleted, for the reason `id`", async () => {
    const world = await upOf(chain());
    const ran = await world.up(chain(), { replace: ["d"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { replace: 1, same: 4 }]);
    const own = ran.steps.filter((step) => step.endsWith(" d"));
    assert.deepEqual(own, ["create-replacement d", "replace d", "delete-replaced d"]);
    assert.deepEqual(world.cloud.changes.slice(4), ["create d", "delete d-1"]);
    const keys = ran.events.flatMap(({ resourcePreEvent: event }) =>
      event?.metadata.op === "replace" ? [event.metadata.keys] : [],
    );
    assert.deepEqual(keys, [["id"]]);
  });

  it("the new one takes no name over from the old, and what is ignored is ignored no more", async () => {
    const build = (value: string) => () =>
      void new FakeThing("a", { autonamed: true, value }, { ignoreChanges: ["value"] });
    const world = await upOf(build("x"));
    const before = (await world.state()).get("a")?.inputs;
    await world.up(build("y"), { replace: [urnOf("a")] });
    const after = (await world.state()).get("a")?.inputs;
    assert.notEqual(after?.label, before?.label);
    assert.equal(after?.value, "y");
  });

  it("what needs it follows, and the rest of the program is brought up as ever", async () => {
    const world = await upOf(() => {
      const a = new FakeThing("a", { value: "x" });
      new FakeThing("b", { value: a.id });
      new FakeThing("d", { value: "x" });
    });
    const ran = await world.up(
      () => {
        const a = new FakeThing("a", { value: "x" });
        new FakeThing("b", { value: a.id });
        new FakeThing("d", { value: "y" });
      },
      { replace: ["a"] },
    );
    assert.deepEqual([ran.errors, ran.changes], [[], { replace: 1, update: 2, same: 1 }]);
    assert.equal((await world.state()).get("b")?.inputs.value, "a-2");
  });

  it("deleteBeforeReplace: the option holds, what the provider would have asked for does not", async () => {
    const build =
      (options = {}) =>
      () =>
        void new FakeThing("a", { fragile: true }, options);
    const world = await upOf(build());
    assert.deepEqual((await world.preview(build(), { replace: ["a"] })).steps[0], "create-replacement a");
    const ran = await world.preview(build({ deleteBeforeReplace: true }), { replace: ["a"] });
    assert.deepEqual(ran.steps, ["delete-replaced a", "replace a", "create-replacement a"]);
  });

  it("protected: it is not replaced", async () => {
    const build = () => void new FakeThing("a", {}, { protect: true });
    const world = await upOf(build);
    assert.match(
      (await world.up(build, { replace: ["a"] })).errors[0] as string,
      /is protected and cannot be replaced/,
    );
  });

  it("with targets: what is no target stays, and that is said", async () => {
    const world = await upOf(chain());
    const ran = await world.up(chain(all), { targets: ["a"], replace: ["a", "d"] });
    assert.deepEqual([ran.errors, ran.changes], [[], { replace: 1, same: 4 }]);
    assert.deepEqual(ran.warnings, ["it is to be replaced, but stays as it is: it is no target"]);
  });

  it("fits nothing: it is an error, and nothing is done", async () => {
    const world = await upOf(chain());
    for (const run of ["preview", "up"] as const) {
      const ran = await world[run](chain(all), { replace: ["bb"] });
      assert.deepEqual(
        [ran.errors[0], ran.steps],
        ['no resource fits the resource to replace "bb", so nothing was done; did you mean "b"?', []],
      );
    }
  });
});
