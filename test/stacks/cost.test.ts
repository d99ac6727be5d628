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

/** USD of an idle month, by service. */
function services({ lines }: Cost): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { service, month } of lines.filter(({ when }) => when !== "awake"))
    sums[service] = cents((sums[service] ?? 0) + month);
  return sums;
}

const edge = { "Cloud Armor": 16, "Cloud DNS": 0.4, "Load balancing": 18.25 };
const secrets = { "Secret Manager": 0.12 };

const expected: Readonly<Record<string, Record<string, number>>> = {
  "dev-ada": { "Cloud DNS": 0.4, "Cloud KMS": 0.06, "Cloud SQL": 1.7, "Cloud Scheduler": 0.1, ...secrets },
  staging: { ...edge, ...secrets, "Cloud KMS": 0.06, "Cloud SQL": 51.81 },
  prod: { ...edge, ...secrets, "Cloud KMS": 2.5, "Cloud Run": 177.39, "Cloud SQL": 206.56 },
};

describe("an idle month of the environments", () => {
  for (const [name, sums] of Object.entries(expected))
    it(`${name}: by service, and nothing that has no price`, async () => {
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

  it("dev-ada: below 5 dollars, without any free tier, since its database sleeps", async () => {
    const stack = new TestStack("dev-ada");
    await stack.up();
    const { month, awake } = costOf(stack.snapshot);
    assert.deepEqual([month, awake], [2.38, 10.05]);
    assert.ok(month < 5);
  });

  for (const [keys, secrets, month] of [
    [1, 5, 3.36],
    [3, 8, 3.66],
  ] as const)
    it(`a developer's with ${keys} keys, ${secrets} secrets and backups: below 5 dollars, without any free tier`, () => {
      const cost = idleCost(developer({ keys, secrets }));
      assert.equal(cents(cost.month), month);
      assert.ok(cost.month < 5);
      assert.deepEqual(cost.unpriced, []);
      assert.equal(cents((cost.awake ?? 0) - cost.month), 7.67); // what the machine costs that sleeps
    });
});
