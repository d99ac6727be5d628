import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { estimators } from "../../review/cost/estimators";
import { freeTypes } from "../../review/cost/free";
import { compiled, regionClasses, rows } from "../../review/prices";
import { root } from "../support/stack";

const catalogue = join(root, "local", "cloud", "catalogue");
const types = readdirSync(catalogue).flatMap((file) => {
  const { resources = {} } = JSON.parse(readFileSync(join(catalogue, file), "utf8")) as { resources?: object };
  return Object.keys(resources);
});

/** The text of the estimators and of the table of free types: what names a price. */
const users = readdirSync(join(root, "review", "cost"))
  .map((file) => readFileSync(join(root, "review", "cost", file), "utf8"))
  .join("\n");

describe("the table of prices", () => {
  it("every type that the local cloud has is priced, or free with a reason, and not both", () => {
    assert.ok(types.length > 80);
    for (const type of types) {
      const ways = [Object.hasOwn(estimators, type), Object.hasOwn(freeTypes, type)].filter(Boolean);
      assert.equal(ways.length, 1, type);
    }
    for (const [type, { reason }] of Object.entries(freeTypes)) assert.ok(reason.length > 10, type);
  });

  for (const [id, row] of Object.entries(rows))
    it(`${id}: has a source and when it was read, and is used`, () => {
      assert.ok(row.source.length > 10);
      assert.match(row.read, /^20\d\d-\d\d-\d\d$/);
      assert.ok(row.read <= compiled, `${row.read} is after ${compiled}`);
      assert.ok(users.includes(`"${id}"`), "no estimator and no free type names it");
    });

  it("prices that differ by region: each class of regions has one, above zero", () => {
    for (const [id, { usd, regions }] of Object.entries(rows)) {
      if (typeof usd === "number" || usd === null) assert.ok(usd === null || usd > 0, id);
      else {
        const { classes, elsewhere } = regionClasses[regions ?? ""] ?? assert.fail(`${id}: ${regions}`);
        assert.deepEqual(Object.keys(usd).sort(), Object.keys(classes).sort(), id);
        assert.ok(
          Object.values(usd).every((price) => price > 0),
          id,
        );
        assert.ok(Object.hasOwn(classes, elsewhere.class), id);
      }
    }
  });
});
