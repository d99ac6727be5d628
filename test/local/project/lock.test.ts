import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { findProject, lockStack, stackFolder } from "../../../local/project";
import { folder, pulumiYaml } from "./folder";

const aStack = () => stackFolder(findProject(folder({ "Pulumi.yaml": pulumiYaml() })), "dev");

describe("lockStack()", () => {
  it("held: the second is told by whom, since when and for what", () => {
    const stack = aStack();
    lockStack(stack, "up");
    const { since } = JSON.parse(readFileSync(stack.lock, "utf8"));
    assert.throws(() => lockStack(stack, "destroy"), {
      name: "ProjectError",
      message: new RegExp(`process ${process.pid} has run up on it since ${since}`),
    });
  });

  it("given back: the next one gets it, and nothing is left behind", () => {
    const stack = aStack();
    lockStack(stack, "up").release();
    assert.equal(existsSync(stack.lock), false);
    lockStack(stack, "destroy").release();
    assert.deepEqual(readdirSync(stack.directory), []);
  });

  it("stale: the lock of a process that died is taken over", () => {
    const stack = aStack();
    lockStack(stack, "up").release();
    const { pid } = spawnSync("true");
    writeFileSync(stack.lock, JSON.stringify({ pid, since: "2026-01-01T00:00:00Z", operation: "up" }));
    lockStack(stack, "destroy");
    assert.equal(JSON.parse(readFileSync(stack.lock, "utf8")).pid, process.pid);
    assert.deepEqual(readdirSync(stack.directory), ["lock.json"]);
  });

  it("stale: so is one that nobody can read", () => {
    const stack = aStack();
    lockStack(stack, "up").release();
    writeFileSync(stack.lock, "");
    lockStack(stack, "up").release();
  });
});
