import assert from "node:assert/strict";
import { join } from "node:path";
import { TestStack } from "../support/stack";
import { inZone, zone } from "./zone";

const zoneType = "gcp:dns/managedZone:ManagedZone";
const recordType = "gcp:dns/recordSet:RecordSet";

/** A stack in a project where these zones have been made already. */
async function stackBeside(...zones: object[]): Promise<TestStack> {
  const stack = new TestStack("prod");
  const nothing = stack.cloud.document();
  const resources = zones.map((properties) => ({ type: zoneType, properties }));
  await stack.cloud.edit(nothing, { ...nothing, resources });
  return stack;
}

describe("an edge in a zone of Cloud DNS that is there", () => {
  let stack: TestStack;
  const idsOf = (type: string) => stack.cloud.resources().flatMap((one) => (one.type === type ? [one.id] : []));
  const own = `projects/${zone.project}/managedZones/${zone.name}`;
  const namesIn = () => idsOf(recordType).filter((id) => id.includes(`/managedZones/${zone.name}/`));
  before(async () => {
    stack = await stackBeside(zone);
    stack.program = inZone;
  });

  it("has its hosts' names there, and the proofs of their certificates", async () => {
    const { outcome, errors } = await stack.up();
    assert.equal(outcome, "succeeded", errors);
    assert.equal(namesIn().length, 6); // two addresses and a proof each
    assert.ok(!stack.snapshot.resources.some(({ urn }) => urn.includes(zoneType) && urn.endsWith(`::${zone.name}`)));
  });

  it("once up: nothing is to change", async () => {
    const { outcome, steps } = await stack.preview();
    assert.deepEqual([outcome, steps], ["succeeded", []]);
  });

  it("goes with its names, and leaves the zone", async () => {
    const { outcome, errors } = await stack.destroy();
    assert.equal(outcome, "succeeded", errors);
    assert.deepEqual(namesIn(), []);
    assert.ok(idsOf(zoneType).includes(own));
  });

  const refused: readonly [string, object[], RegExp][] = [
    [
      "that is not there",
      [{ ...zone, name: "other" }],
      /cloudDnsZone: example-dev is no zone of the project; there are other/,
    ],
    ["that is private", [{ ...zone, visibility: "private" }], /cloudDnsZone: example-dev is private/],
    [
      "of another domain",
      [{ ...zone, dnsName: "example.org." }],
      /cloudDnsZone: example-dev is of example\.org, and registry\.example\.dev, images\.example\.dev not in it/,
    ],
  ];
  for (const [title, zones, message] of refused)
    it(`${title}: is refused in a preview, before a record is to be made`, async () => {
      const other = await stackBeside(...zones);
      const directory = join(__dirname, "programs");
      other.program = { directory, entryPoint: "edge-in-zone.ts", nodeArgs: ["--require", "tsx/cjs"] };
      const { outcome, errors, steps } = await other.preview();
      assert.equal(outcome, "failed");
      assert.match(errors, message);
      assert.ok(!steps.some((step) => step.includes(recordType) && step.includes("edge/")));
    });
});
