import assert from "node:assert/strict";
import fc from "fast-check";
import type { Size } from "../../../components";
import { type DatabaseSize, sizeMistakes, tierOf } from "../../../components/data/database/size";

/** As Cloud SQL states it: 1 or an even number of cores up to 96; 0.9 to 6.5 GiB each, in 256 MiB, and 3.75 GiB at least. */
const isLegal = (cpu: number, mebibytes: number) =>
  (cpu === 1 || (cpu % 2 === 0 && cpu >= 2 && cpu <= 96)) &&
  mebibytes % 256 === 0 &&
  mebibytes >= 3840 &&
  mebibytes / 1024 >= 0.9 * cpu &&
  mebibytes / 1024 <= 6.5 * cpu;

describe("a database's size", () => {
  it("cores and memory: taken where Cloud SQL's rule allows them, and refused everywhere else", () => {
    const seen = { legal: 0, illegal: 0 };
    const cores = fc.oneof(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 48 }).map((half) => 2 * half),
    );
    // Around the bounds of as many cores, in steps of the rule and between them.
    const memory = (cpu: number) =>
      fc.oneof(
        fc.integer({ min: 1, max: Math.ceil(cpu * 6.5 * 4) + 8 }).map((steps) => steps * 256),
        fc.integer({ min: 0, max: 640_000 }),
        fc.constantFrom(3840, 3584, Math.ceil(cpu * 0.9 * 4) * 256, Math.floor(cpu * 0.9 * 4) * 256, cpu * 6656),
      );
    const pairs = cores.chain((cpu) => memory(cpu).map((mebibytes) => ({ cpu, mebibytes })));
    fc.assert(
      fc.property(pairs, ({ cpu, mebibytes }) => {
        const legal = isLegal(cpu, mebibytes);
        seen[legal ? "legal" : "illegal"]++;
        const mistakes = sizeMistakes({ cpu, memory: `${mebibytes}Mi` });
        assert.equal(mistakes.length === 0, legal, JSON.stringify(mistakes));
        if (legal) assert.equal(tierOf({ cpu, memory: `${mebibytes}Mi` }), `db-custom-${cpu}-${mebibytes}`);
      }),
      { numRuns: 5000 },
    );
    assert.ok(seen.legal > 500 && seen.illegal > 500, JSON.stringify(seen));
  });

  it("says what as many cores take", () => {
    const told = (size: DatabaseSize) =>
      sizeMistakes(size).map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
    assert.deepEqual(told({ cpu: 8, memory: "4Gi" }), [
      "size.memory: 4Gi is not a multiple of 256Mi from 7424Mi to 53248Mi, for 8 cores",
    ]);
    assert.deepEqual(told({ cpu: 1, memory: "8Gi" }), [
      "size.memory: 8Gi is not a multiple of 256Mi from 3840Mi to 6656Mi, for 1 core",
    ]);
    assert.deepEqual(told({ cpu: 3, memory: "8Gi" }), ["size.cpu: 3 is neither 1 nor an even number up to 96"]);
    assert.deepEqual(told({ cpu: 2, memory: "8GB" as Size }), ['size.memory: "8GB" is not a size such as 8Gi']);
    assert.deepEqual(told("large" as DatabaseSize), ['size: "large" is neither micro, small nor { cpu, memory }']);
  });

  it("is called as Cloud SQL does, in whatever unit it is given", () => {
    const sizes: DatabaseSize[] = ["micro", "small", { cpu: 2, memory: "7.5Gi" }, { cpu: 2, memory: "7680Mi" }];
    assert.deepEqual(sizes.map(tierOf), ["db-f1-micro", "db-g1-small", "db-custom-2-7680", "db-custom-2-7680"]);
  });
});
