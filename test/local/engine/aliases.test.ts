import assert from "node:assert/strict";
import { type CustomResourceOptions, rootStackResource } from "@pulumi/pulumi";
import { FakeGroup, FakeProvider, FakeThing, World } from "./kit";

const named = (name: string, options?: CustomResourceOptions) => () => {
  const thing = new FakeThing(name, { value: "x" }, options);
  new FakeThing("user", { value: thing.output });
};

/** Nothing was made, changed or deleted, and the state speaks of the new names alone. */
async function assertTakenOver(
  world: World,
  ran: { changes: object; steps: string[]; errors: string[] },
  names: string[],
) {
  assert.deepEqual([ran.errors, Object.keys(ran.changes)], [[], ["same"]]);
  assert.deepEqual([...(await world.state()).keys()], names);
}

describe("aliases", () => {
  it("name: a renamed resource stays what it is, and those that need it still do", async () => {
    const world = new World();
    await world.up(named("old"));
    await assertTakenOver(world, await world.up(named("new", { aliases: [{ name: "old" }] })), ["new", "user"]);
    const { dependencies } = (await world.state()).get("user") ?? {};
    assert.match(dependencies?.[0] as string, /::new$/);
  });

  it("URN: it can be given in full", async () => {
    const world = new World();
    await world.up(named("old"));
    const alias = "urn:pulumi:dev::shop::fake:index:Thing::old";
    await assertTakenOver(world, await world.up(named("new", { aliases: [alias] })), ["new", "user"]);
  });

  it("again: the alias may stay in the program, and may go", async () => {
    const world = new World();
    await world.up(named("old"));
    await world.up(named("new", { aliases: [{ name: "old" }] }));
    await assertTakenOver(world, await world.up(named("new", { aliases: [{ name: "old" }] })), ["new", "user"]);
    await assertTakenOver(world, await world.up(named("new")), ["new", "user"]);
  });

  it("parent: a resource that moves under a component is the same", async () => {
    const world = new World();
    await world.up(() => void new FakeThing("a"));
    const ran = await world.up(() => {
      new FakeGroup("g", (parent) => {
        new FakeThing("a", {}, { parent, aliases: [{ parent: rootStackResource }] });
      });
    });
    assert.deepEqual([ran.changes, world.cloud.changes], [{ same: 2, create: 1 }, ["create a"]]);
  });

  it("children: those of a renamed component follow it, also where they are named after it", async () => {
    const world = new World();
    const group =
      (name: string, aliases: { name: string }[] = []) =>
      () => {
        new FakeGroup(
          name,
          (parent) => {
            new FakeThing(`${name}-part`, {}, { parent });
            new FakeThing("plain", {}, { parent });
          },
          { aliases },
        );
      };
    await world.up(group("old"));
    await assertTakenOver(world, await world.up(group("new", [{ name: "old" }])), ["new", "new-part", "plain"]);
  });

  it("provider: one that is renamed takes its resources along", async () => {
    const world = new World();
    const program =
      (name: string, aliases: { name: string }[] = []) =>
      () => {
        const provider = new FakeProvider(name, { region: "north" }, { aliases });
        new FakeThing("a", {}, { provider });
      };
    await world.up(program("old"));
    await assertTakenOver(world, await world.up(program("new", [{ name: "old" }])), ["a"]);
  });

  it("interrupted: after a failure half way the state is whole, and the next up goes on", async () => {
    const world = new World();
    await world.up(named("old"));
    const renamed = named("new", { aliases: [{ name: "old" }] });
    const { update } = world.cloud.configured;
    world.cloud.configured.update = async () => {
      throw new Error("busy");
    };
    const changed = () => {
      const thing = new FakeThing("new", { value: "y" }, { aliases: [{ name: "old" }] });
      new FakeThing("user", { value: thing.output });
    };
    assert.equal((await world.up(changed)).outcome, "failed");
    world.cloud.configured.update = update;
    await assertTakenOver(world, await world.up(renamed), ["new", "user"]);
  });

  it("clash: an alias that another resource has, or is, is named", async () => {
    const world = new World();
    await world.up(named("old"));
    const ran = await world.up(() => {
      const first = new FakeThing("first", {}, { aliases: [{ name: "old" }] });
      new FakeThing("second", {}, { aliases: [{ name: "old" }], dependsOn: first });
    });
    assert.match(ran.errors[0] as string, /the alias .*::old of .*::second means .*::first; remove the alias/);
  });
});
