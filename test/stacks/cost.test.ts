import assert from "node:assert/strict";
import { type Snapshot, shownMap } from "../../local";
import { type Cost, deploymentOf, idleCost } from "../../review";
import { developer } from "../review/resources";
import { TestStack } from "../support/stack";

function costOf({ resources }: Snapshot): Cost {
  const shown = resources.map((one) => ({ ...one, inputs: shownMap(one.inputs), outputs: shownMap(one.outputs) }));
  return idleCost(deploymentOf(shown));
}

const cents = (amount: number) => Math.round(amount * 100) / 100;

/** USD a month, by service. */
function services({ lines }: Cost): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { service, month } of lines) sums[service] = cents((sums[service] ?? 0) + month);
  return sums;
}

const edge = { "Cloud Armor": 16, "Cloud DNS": 0.4, "Load balancing": 18.25 };

const expected: Readonly<Record<string, Record<string, number>>> = {
  "dev-ada": { "Cloud DNS": 0.4 },
  staging: edge,
  prod: { ...edge, "Cloud Run": 118.26 },
};

describe("an idle month of the environments", () => {
  for (const [name, sums] of Object.entries(expected))
    it(`${name}: ${Object.keys(sums).join(", ")}, and nothing that has no price`, async () => {
      const stack = new TestStack(name);
      const { outcome, errors } = await stack.up();
      assert.equal(outcome, "succeeded", errors);
      const cost = costOf(stack.snapshot);
      assert.deepEqual(services(cost), sums);
      assert.equal(cents(cost.month), cents(Object.values(sums).reduce((sum, one) => sum + one, 0)));
      assert.deepEqual(cost.unpriced, []);
    });

  it("dev-ada, before it is up: a preview costs the same", async () => {
    const cost = costOf((await new TestStack("dev-ada").preview()).snapshot);
    assert.deepEqual([services(cost), cost.unpriced], [expected["dev-ada"], []]);
  });

  for (const [keys, secrets, month] of [
    [1, 5, 3.36],
    [3, 8, 3.66],
  ] as const)
    it(`a developer's with data, ${keys} keys and ${secrets} secrets: below 5 dollars, without any free tier`, () => {
      const cost = idleCost(developer({ keys, secrets }));
      assert.equal(cents(cost.month), month);
      assert.ok(cost.month < 5);
      assert.deepEqual(cost.unpriced, []);
      assert.equal(cents((cost.awake ?? 0) - cost.month), 7.67); // what the machine costs that sleeps
    });
});
