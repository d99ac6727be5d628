import assert from "node:assert/strict";
import { ProgramLines, parsePosition } from "../../../local/engine/source-lines";
import type { ResourceState } from "../../../local/engine/state";

const made = (name: string, more: Partial<ResourceState>): ResourceState => ({
  urn: `urn:pulumi:dev::shop::shop:index:Thing::${name}`,
  type: "shop:index:Thing",
  custom: true,
  inputs: {},
  outputs: {},
  ...more,
});
const calls = (...files: string[]) => files.map((file) => ({ sourcePosition: `project:///${file}` }));

function linesOf(folder: string, ...states: ResourceState[]) {
  const lines = new ProgramLines(folder);
  for (const state of states) lines.learn(state);
  return states.map(({ urn }) => lines.of(urn)?.slice("project:///".length));
}

describe("lines of the program", () => {
  it("a resource: the last call in the program's own folder, and not the component's", () => {
    const thing = made("a", {
      sourcePosition: "project:///components/thing.ts#7,3",
      stackTrace: calls("components/thing.ts#7,3", "stacks/helpers.ts#3,1", "stacks/index.ts#12,5"),
    });
    assert.deepEqual(linesOf("stacks", thing), ["stacks/helpers.ts#3,1"]);
    assert.deepEqual(linesOf("", thing), ["components/thing.ts#7,3"]);
  });

  it("a resource made later on: the line of the nearest parent that has one", () => {
    const parent = made("a", { stackTrace: calls("components/thing.ts#7,3", "stacks/index.ts#12,5") });
    const child = made("b", { parent: parent.urn, stackTrace: calls("components/late.ts#2,1") });
    const grandchild = made("c", { parent: child.urn });
    assert.deepEqual(linesOf("stacks", parent, child, grandchild), Array(3).fill("stacks/index.ts#12,5"));
  });

  it("without calls: the position alone; lines of packages say nothing", () => {
    const placed = made("a", { sourcePosition: "project:///stacks/index.ts#4" });
    const packaged = made("b", { sourcePosition: "project:///node_modules/@pulumi/gcp/provider.js#284,9" });
    const component = made("c", { sourcePosition: "project:///components/thing.ts#7,3" });
    assert.deepEqual(linesOf("stacks", placed, packaged, component), [
      "stacks/index.ts#4",
      undefined,
      "components/thing.ts#7,3",
    ]);
  });

  it("a position: read as it was written, with any letters in the file's name", () => {
    assert.deepEqual(parsePosition("project:///my%20stacks/index.ts#42,3"), {
      file: "my stacks/index.ts",
      line: 42,
      column: 3,
    });
    assert.deepEqual(parsePosition("project:///index.ts#4"), { file: "index.ts", line: 4 });
    assert.equal(parsePosition("file:///index.ts#4"), undefined);
  });
});
