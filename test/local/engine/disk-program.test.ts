import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { World } from "./kit";

const head = `
import * as pulumi from "@pulumi/pulumi";
class Thing extends pulumi.CustomResource {
  declare readonly output: pulumi.Output<string>;
  constructor(name: string, args: pulumi.Inputs, options?: pulumi.CustomResourceOptions) {
    super("fake:index:Thing", name, { output: undefined, ...args }, options);
  }
}
`;

describe("program on disk", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "engine-program-"));
    await symlink(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  });
  after(() => rm(folder, { recursive: true }));

  const written = async (name: string, body: string) => {
    const directory = join(folder, name);
    await mkdir(directory);
    await writeFile(join(directory, "package.json"), '{ "name": "program", "main": "index.ts" }');
    await writeFile(join(directory, "index.ts"), head + body);
    return { root: directory, program: { directory, entryPoint: ".", nodeArgs: ["--require", "tsx/cjs"] } };
  };

  it("up: it runs in a process of its own, with its config, hooks and output", async () => {
    const world = new World();
    const options = await written(
      "good",
      `const config = new pulumi.Config();
       console.log("hello");
       console.error("careful");
       const hook = new pulumi.ResourceHook("bye", ({ name }) => console.log("bye " + name));
       const a = new Thing("a", { value: config.require("word"), key: config.requireSecret("key") });
       if (config.get("more")) new Thing("b", {}, { hooks: { beforeDelete: [hook] } });
       export const shout = a.output;`,
    );
    const config = (more: string) => ({
      values: { "shop:word": "hi", "shop:key": "hunter2", "shop:more": more },
      secretKeys: ["shop:key"],
    });
    const first = await world.up(() => undefined, { ...options, config: config("yes") });
    assert.deepEqual([first.errors, first.outputs, world.cloud.names], [[], { shout: "hi!" }, ["a", "b"]]);
    assert.ok(first.infos.includes("hello"));
    assert.ok(
      first.events.some(
        ({ diagnosticEvent: event }) => event?.severity === "info#err" && event.message === "careful\n",
      ),
    );
    assert.equal(world.store.text?.includes("hunter2"), false);
    const second = await world.up(() => undefined, { ...options, config: config("") });
    assert.deepEqual([second.changes, second.infos.includes("bye b")], [{ same: 2, delete: 1 }, true]);
  });

  it("failure: an error of the program fails the operation with its message", async () => {
    const options = await written("bad", `throw new Error("no luck");`);
    const ran = await new World().preview(() => undefined, options);
    assert.equal(ran.outcome, "failed");
    assert.match(ran.errors.join("\n"), /no luck/);
  });

  it("failure: an entry point that is not there is named", async () => {
    const options = await written("lost", "");
    const program = { ...options.program, entryPoint: "nowhere.ts" };
    const ran = await new World().preview(() => undefined, { ...options, program });
    assert.equal(ran.outcome, "failed");
    assert.match(JSON.stringify(ran.events), /nowhere\.ts/);
  });

  it("exit: a program that ends itself with a code fails the operation, and nothing is deleted", async () => {
    const options = await written("exit", "process.exit(3);");
    const ran = await new World().up(() => undefined, options);
    assert.deepEqual(ran.errors, ["the program ended with exit code 3", "update failed"]);
  });

  it("exit: what is under way when the program dies is finished and saved", async () => {
    const world = new World();
    const { create } = world.cloud.configured;
    let fastIsMade = false;
    world.cloud.configured.create = async (resource, ...rest) => {
      if (resource.name === "slow") while (!fastIsMade) await sleep(20);
      if (resource.name === "slow") await sleep(300);
      else fastIsMade = true;
      return create(resource, ...rest);
    };
    const body = `new Thing("slow", {}); new Thing("fast", {}).output.apply(() => process.exit(3));`;
    await world.up(() => undefined, await written("dying", body));
    assert.deepEqual([...(await world.state()).keys()].sort(), ["fast", "slow"]);
  });

  it("cancel: a program that does not end is ended", async () => {
    const options = await written("endless", `setInterval(() => undefined, 1000); console.log("here");`);
    const abort = new AbortController();
    const ran = await new World().up(() => undefined, {
      ...options,
      signal: abort.signal,
      emit: (event) => event.diagnosticEvent?.message === "here\n" && abort.abort(),
    });
    assert.equal(ran.outcome, "failed");
  });
});
