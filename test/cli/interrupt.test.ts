import assert from "node:assert/strict";
import { onInterrupt } from "../../cli/interrupt";

describe("onInterrupt()", () => {
  it("Ctrl-C: the first asks to stop, the second kills, and nobody listens after the end", () => {
    const controller = new AbortController();
    const said: string[] = [];
    let killed = 0;
    const interrupts = onInterrupt(
      controller,
      (text) => said.push(text),
      () => killed++,
    );
    const listening = process.listenerCount("SIGINT");
    process.emit("SIGINT");
    assert.deepEqual([controller.signal.aborted, interrupts.interrupted, killed], [true, true, 0]);
    process.emit("SIGINT");
    assert.equal(killed, 1);
    assert.match(said.join("\n"), /^interrupted: .*\nkilled: /);
    interrupts.release();
    assert.equal(process.listenerCount("SIGINT"), listening - 1);
  });

  it("an operation that is stopped for another reason: Ctrl-C asks first all the same", () => {
    const controller = new AbortController();
    controller.abort(new Error("a pack cannot start"));
    let killed = 0;
    const interrupts = onInterrupt(
      controller,
      () => {},
      () => killed++,
    );
    process.emit("SIGINT");
    interrupts.release();
    assert.deepEqual([interrupts.interrupted, killed], [true, 0]);
  });
});
