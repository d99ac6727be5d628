import assert from "node:assert/strict";
import type { CompletedStep } from "../../local/engine";
import { estimate } from "../../local/estimate";
import type { StepOp } from "../../local/events";

/** A cloud where the type says how long everything takes: `thing:12`. */
const cloud = { duration: (type: string) => Number(type.split(":")[1]) };

interface Given extends Partial<CompletedStep> {
  /** Seconds. */
  takes?: number;
}

function step(op: StepOp, urn: string, { takes = 0, parent, needs = [], inCloud = true }: Given = {}): CompletedStep {
  return { op, urn, type: `thing:${takes}`, parent, needs: parent ? [...needs, parent] : needs, inCloud };
}

function estimated(...completed: CompletedStep[]) {
  const { seconds, path } = estimate(completed, cloud);
  return { seconds, path: path.map(({ op, urn }) => `${op} ${urn}`) };
}

describe("estimate()", () => {
  it("nothing done: no time", () => {
    assert.deepEqual(estimated(), { seconds: 0, path: [] });
    assert.deepEqual(estimated(step("same", "a", { takes: 9 })), { seconds: 0, path: [] });
  });

  it("what does not wait for one another: as long as the longest", () => {
    const { seconds, path } = estimated(step("create", "a", { takes: 3 }), step("update", "b", { takes: 5 }));
    assert.deepEqual([seconds, path], [5, ["update b"]]);
  });

  it("a chain: the sum, each with its own time, through what is left as it was", () => {
    const { seconds, path } = estimate(
      [
        step("create", "network", { takes: 20 }),
        step("create", "address", { takes: 4 }),
        step("same", "subnet", { takes: 9, needs: ["network"] }),
        step("create", "service", { takes: 30, needs: ["subnet", "address"] }),
      ],
      cloud,
    );
    assert.equal(seconds, 50);
    assert.deepEqual(path, [
      { urn: "network", op: "create", seconds: 20 },
      { urn: "service", op: "create", seconds: 30 },
    ]);
  });

  it("what the cloud is not asked for takes no time, and is waited for all the same", () => {
    const { seconds, path } = estimated(
      step("create", "api", { takes: 20 }),
      step("create", "component", { takes: 99, inCloud: false, needs: ["api"] }),
      step("create", "child", { takes: 1, parent: "component" }),
    );
    assert.deepEqual([seconds, path], [21, ["create api", "create child"]]);
  });

  it("to need a component is to need what lies under it; its own children do not wait for one another", () => {
    const component = step("create", "component", { inCloud: false });
    const inner = step("create", "inner", { inCloud: false, parent: "component" });
    const slow = step("create", "slow", { takes: 40, parent: "inner" });
    const sibling = step("create", "sibling", { takes: 2, parent: "component" });
    assert.deepEqual(estimated(component, inner, slow, sibling).path, ["create slow"]);
    const outside = step("create", "outside", { takes: 1, needs: ["component"] });
    assert.deepEqual(estimated(component, inner, slow, outside).path, ["create slow", "create outside"]);
  });

  it("destroy: what needs another goes before it, and before all that lies in it", () => {
    const { seconds, path } = estimated(
      step("delete", "service", { takes: 5, needs: ["component"] }),
      step("delete", "grant", { takes: 2, needs: ["account"] }),
      step("delete", "subnet", { takes: 30, parent: "component", needs: ["network"] }),
      step("delete", "network", { takes: 40 }),
      step("delete", "account", { takes: 1 }),
      step("delete", "component", { inCloud: false }),
    );
    assert.deepEqual([seconds, path], [75, ["delete service", "delete subnet", "delete network"]]);
  });

  it("destroy: children of a component do not wait for one another", () => {
    const { seconds } = estimated(
      step("delete", "slow", { takes: 40, parent: "component" }),
      step("delete", "sibling", { takes: 2, parent: "component" }),
      step("delete", "component", { inCloud: false }),
    );
    assert.equal(seconds, 40);
  });

  it("an update deletes at its end, when all is made", () => {
    const { seconds, path } = estimated(
      step("create", "slow", { takes: 50 }),
      step("create", "quick", { takes: 1 }),
      step("delete", "old", { takes: 7 }),
    );
    assert.deepEqual([seconds, path], [57, ["create slow", "delete old"]]);
  });

  it("replacement: the new one first, what needs it next, the old one at the end", () => {
    const { seconds, path } = estimated(
      step("create-replacement", "group", { takes: 12 }),
      step("update", "backend", { takes: 30, needs: ["group"] }),
      step("delete-replaced", "group", { takes: 11 }),
    );
    assert.deepEqual([seconds, path], [53, ["create-replacement group", "update backend", "delete-replaced group"]]);
  });

  it("replacement of what cannot stand twice: the old ones go first, and nothing else waits for that", () => {
    const { seconds, path } = estimated(
      step("create", "elsewhere", { takes: 40 }),
      step("delete-replaced", "member", { takes: 5, needs: ["role"] }),
      step("delete-replaced", "role", { takes: 6 }),
      step("create-replacement", "role", { takes: 7 }),
      step("create-replacement", "member", { takes: 8, needs: ["role"] }),
    );
    assert.deepEqual([seconds, path], [40, ["create elsewhere"]], "the chain of four takes 26 s and starts at once");
    const alone = estimated(
      step("delete-replaced", "member", { takes: 5, needs: ["role"] }),
      step("delete-replaced", "role", { takes: 6 }),
      step("create-replacement", "role", { takes: 7 }),
      step("create-replacement", "member", { takes: 8, needs: ["role"] }),
    );
    assert.equal(alone.seconds, 26);
  });
});
