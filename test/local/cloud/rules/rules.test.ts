import assert from "node:assert/strict";
import { rules } from "../../../../local/cloud/rules";
import { cases } from "./cases";
import { run } from "./kit";

describe("rules", () => {
  it("each has a case, and each case a rule", () => {
    assert.deepEqual([...new Set(cases.map(({ rule }) => rule))].sort(), rules.map(({ name }) => name).sort());
  });

  it("are called each by a name of its own, and so are the cases", () => {
    for (const names of [rules.map(({ name }) => name), cases.map(({ rule, claim }) => `${rule}: ${claim}`)])
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) < index),
        [],
      );
  });

  for (const { rule, claim, broken, says, repaired, apis } of cases)
    describe(`${rule}: ${claim}`, () => {
      it("broken: `up` fails with what the cloud says", async () => {
        const { outcome, errors } = await run(broken, rules, apis);
        assert.equal(outcome, "failed");
        assert.match(errors, says);
      });

      it("repaired: `up` succeeds", async () => {
        const { outcome, errors } = await run(repaired, rules, apis);
        assert.equal(outcome, "succeeded", errors);
      });

      it("broken, without the rule: nobody says so", async () => {
        const others = rules.filter(({ name }) => name !== rule);
        const { errors } = await run(broken, others, apis);
        assert.doesNotMatch(errors, says);
      });
    });
});
