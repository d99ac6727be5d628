import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sections } from "../docs/capabilities/rows";
import { root } from "./support/stack";

/** Whether a file has a test of that title, or a case that one is made from, which is titled or comes first in its row. */
function hasTest(file: string, title: string): boolean {
  const text = readFileSync(join(root, file), "utf8");
  const written = JSON.stringify(title).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(\\bit\\(|\\btitle: |\\[)\\s*${written}`).test(text);
}

describe("the table of capabilities", () => {
  const rows = sections.flatMap(({ rows }) => rows);

  it("has the 98 of the modules that it is compared with, each once", () => {
    assert.equal(rows.length, 98);
    assert.equal(new Set(rows.map(({ what }) => what)).size, 98);
  });

  it("names files that exist", () => {
    const named = rows.flatMap((row) => ("where" in row ? row.where : []));
    assert.deepEqual(
      named.filter((path) => !existsSync(join(root, path))),
      [],
    );
  });

  it("names tests that exist", () => {
    const proofs = rows.flatMap((row) => ("proof" in row ? row.proof : []));
    assert.ok(proofs.length > 80);
    assert.deepEqual(
      proofs.filter(([file, title]) => !existsSync(join(root, file)) || !hasTest(file, title)),
      [],
    );
  });

  it("knows a title that is gone, and one that only stands in a text", () => {
    assert.ok(hasTest("test/capabilities.test.ts", "names files that exist"));
    assert.ok(!hasTest("test/capabilities.test.ts", "names files that"));
    assert.ok(!hasTest("test/capabilities.test.ts", "the table of capabilities"));
  });
});
