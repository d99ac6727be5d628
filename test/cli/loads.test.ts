import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root as repository } from "../support/stack";
import { project } from "./project";

/** What only an operation needs. */
const heavy = ["/@grpc/grpc-js", "/google-protobuf", "/local/cloud/rules.ts", "/local/engine/run.ts"];

describe("what a command loads", () => {
  let root: string;
  before(() => {
    const loaded = `${JSON.stringify(heavy)}.filter((name) => Object.keys(require.cache).some((file) => file.includes(name)))`;
    root = project("", { "tell.cjs": `process.on("exit", () => console.error(JSON.stringify(${loaded})));` });
  });

  const loads = (...args: string[]) => {
    const command = ["--require", join(root, "tell.cjs"), join(repository, "cli", "flotilla.js"), ...args];
    const { stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: "utf8" });
    return JSON.parse(stderr.trim().split("\n").at(-1) as string);
  };

  const light = [
    "--help",
    "preview --help",
    "stacks",
    "outputs -s dev",
    "cost -s dev",
    "state list -s dev",
    "frobnicate",
  ];
  for (const line of light)
    it(`flotilla ${line}: nothing that only an operation needs`, () => {
      assert.deepEqual(loads(...line.split(" ")), []);
    });

  it("flotilla preview: all of it", () => {
    assert.deepEqual(loads("preview", "-s", "dev"), heavy);
  });
});
