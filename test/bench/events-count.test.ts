import assert from "node:assert/strict";
import { countEvents } from "../../bench/events-count";

describe("how many resources events take", () => {
  it("the same in any number of regions", async () => {
    const [one, three, ten] = [await countEvents(2, 1), await countEvents(2, 3), await countEvents(2, 10)];
    assert.deepEqual(three.byType, one.byType);
    assert.deepEqual(ten.byType, one.byType);
  });

  it("ten types in three regions: at most 80, recorder, readers and who publishes included", async () => {
    const { resources } = await countEvents(10, 3);
    assert.ok(resources <= 80, String(resources));
    assert.ok(resources > 50, "topics, tables and views of ten types are there");
  });
});
