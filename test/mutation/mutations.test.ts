import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mutationsPage } from "../../docs/mutations";
import { becomes } from "./bad-change";
import { badChanges } from "./changes";
import { remarks, unchangedTypes } from "./remarks";
import { type Court, courts, type Row, score } from "./score";

describe("bad changes of the three environments", function () {
  this.timeout(600_000); // makes some ten thousand changes, and on a busy machine takes its time

  let benches: Court[];
  let rows: Row[];
  before(async () => {
    benches = await courts();
    rows = await score(benches, badChanges);
  });

  it("each is caught, or a reason is written why nobody need catch it", () => {
    assert.deepEqual(remarks(rows), []);
  });

  it("are told of every type that an environment has", () => {
    assert.deepEqual(unchangedTypes(benches, badChanges), []);
  });

  it("what nobody catches, and no reason excuses, is told", async () => {
    const harmless = becomes("description", "the network", "none");
    const type = "gcp:compute/network:Network";
    const survived = remarks(await score(benches, { [type]: [harmless] }));
    assert.deepEqual(
      survived.map((remark) => remark.replace(/ of .*/, "")),
      ["developer", "staging", "production"].map((kind) => `${type}: ${harmless.title}: survives in ${kind},`),
    );
  });

  it("a reason that nothing needs, and a change that fits nothing, are told", async () => {
    const type = "gcp:compute/network:Network";
    const caught = becomes("autoCreateSubnetworks", true, "harm", { survives: { production: "it need not" } });
    const nowhere = becomes("nothing[].name", "a", "harm");
    const [first, second, ...others] = remarks(await score(benches, { [type]: [caught, nowhere] }));
    assert.match(first ?? "", /has a reason to survive in production, and is caught by network-no-automatic-subnets/);
    assert.equal(second, `${type}: ${nowhere.title}: fits no resource`);
    assert.deepEqual(others, []);
  });

  it("docs/mutations.md is what `npm run docs` writes", () => {
    const written = readFileSync(join(__dirname, "..", "..", "docs", "mutations.md"), "utf8");
    assert.ok(written === mutationsPage(rows), "docs/mutations.md is not up to date: run `npm run docs`");
  });
});
