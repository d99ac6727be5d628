import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

  it("given back: not when somebody else has taken it meanwhile", () => {
    const stack = aStack();
    const { release } = lockStack(stack, "up");
    writeFileSync(stack.lock, "somebody else's");
    release();
    assert.equal(readFileSync(stack.lock, "utf8"), "somebody else's");
  });

  it("taken: what a killed writer left half written is swept away, and nothing else", () => {
    const stack = aStack();
    lockStack(stack, "up").release();
    for (const file of ["state.json", "state.json.2260906919", "cloud.json.17", "notes.json.1"])
      writeFileSync(join(stack.directory, file), "");
    lockStack(stack, "up").release();
    assert.deepEqual(readdirSync(stack.directory).sort(), ["notes.json.1", "state.json"]);
  });

  it("stale: so is one that nobody can read", () => {
    const stack = aStack();
    lockStack(stack, "up").release();
    writeFileSync(stack.lock, "");
    lockStack(stack, "up").release();
  });
});
