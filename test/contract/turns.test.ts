import assert from "node:assert/strict";
import { mock } from "node:test";
import { Turns } from "../../contract/events/turns";

describe("turns of an ordering key", () => {
  let turns: Turns;
  let done: string[];
  beforeEach(() => {
    mock.timers.enable({ apis: ["Date"], now: Date.now() });
    turns = new Turns();
    done = [];
  });
  afterEach(() => mock.timers.reset());
  const take = (id: string, succeeds = true, key: string | undefined = "k") =>
    turns.take({
      key,
      id,
      run: async () => {
        await new Promise(setImmediate);
        done.push(id);
        return succeeds;
      },
    });

  it("are taken one after the other, those of other keys and of none beside them", async () => {
    let running = 0;
    const run = async () => {
      assert.equal(++running, 1);
      await new Promise(setImmediate);
      running--;
      return true;
    };
    assert.deepEqual(await Promise.all(["1", "2", "3"].map((id) => turns.take({ key: "k", id, run }))), [
      true,
      true,
      true,
    ]);
    await Promise.all([take("a"), take("b", true, "l"), take("c", true, ""), take("d", true, "")]);
    assert.equal(done.length, 4);
  });

  it("what waits behind a failure, or comes soon after it, fails with it; the failed one is first", async () => {
    assert.deepEqual(await Promise.all([take("1", false), take("2")]), [false, false]);
    assert.deepEqual([await take("3"), await take("1"), await take("2"), await take("3")], [false, true, true, true]);
    assert.deepEqual(done, ["1", "1", "2", "3"]);
  });

  it("another key goes on while one waits", async () => {
    await take("1", false);
    assert.equal(await take("2", true, "l"), true);
  });

  it("a failed one that does not come again, as a dead letter, does not stop its key", async () => {
    await take("1", false);
    mock.timers.tick(5001);
    assert.equal(await take("2"), true);
  });

  it("what throws fails, and stops nothing", async () => {
    const thrown = turns.take({ key: "k", id: "1", run: () => Promise.reject(new Error("report")) });
    assert.equal(await thrown, false);
    assert.equal(await take("1"), true);
  });
});
