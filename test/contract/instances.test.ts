import assert from "node:assert/strict";
import { isCpu, mebibytesOf, memoryOf, millicoresOf, sizeText } from "../../contract";

describe("what an instance of Cloud Run may have", () => {
  it("cores: whole ones of the list, and parts of one from 80m on", () => {
    const legal = [80, 250, 999, 1000, 2000, 4000, 6000, 8000];
    const illegal = [0, 79, 1001, 1500, 3000, 5000, 10_000, 250.5, Number.NaN];
    assert.deepEqual(legal.filter(isCpu), legal);
    assert.deepEqual(illegal.filter(isCpu), []);
  });

  it("memory: as the pages on cores and memory have it", () => {
    const range = (millicores: number, generation: 1 | 2) => {
      const found = memoryOf(millicores, generation);
      return found && `${sizeText(found.least)} ${sizeText(found.most)}`;
    };
    assert.deepEqual(
      [80, 499, 500, 999].map((millicores) => range(millicores, 1)),
      ["128Mi 512Mi", "128Mi 512Mi", "128Mi 1Gi", "128Mi 1Gi"],
    );
    assert.deepEqual(
      [1000, 2000, 4000, 6000, 8000].map((millicores) => range(millicores, 2)),
      ["512Mi 4Gi", "512Mi 8Gi", "2Gi 16Gi", "4Gi 24Gi", "4Gi 32Gi"],
    );
    assert.equal(range(1000, 1), "128Mi 4Gi");
    assert.equal(range(500, 2), undefined, "the second generation has no parts of a core");
  });

  it("several containers: between two rows, what both rows allow", () => {
    assert.deepEqual(memoryOf(3000, 2), { least: 2048, most: 8192 });
    assert.deepEqual(memoryOf(1500, 2), { least: 512, most: 4096 });
    assert.equal(memoryOf(8500, 2), undefined);
  });

  it("quantities: in either unit", () => {
    assert.deepEqual(["1", "0.5", "1500m"].map(millicoresOf), [1000, 500, 1500]);
    assert.deepEqual(["512Mi", "2Gi", "1048576"].map(mebibytesOf), [512, 2048, 1]);
    for (const none of ["", "a lot", "1Qi", "-1"]) assert.ok(Number.isNaN(mebibytesOf(none)), none);
  });
});
