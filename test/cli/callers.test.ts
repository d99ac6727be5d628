import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "./project";
import { flotilla } from "./terminal";

const type = "gcp:cloudrunv2/jobIamMember:JobIamMember";
const inputs = { member: "group:support@example.dev", role: "roles/run.invoker" };
const exported = (...names: string[]) => ({
  version: 3,
  deployment: {
    resources: names.map((name) => ({
      urn: `urn:pulumi:dev::shop::flotilla:callers:People$${type}::${name}`,
      type,
      custom: true,
      inputs,
      outputs: {},
    })),
  },
});

describe("flotilla callers", () => {
  let root: string;
  const callers = (...args: string[]) => flotilla(root, "callers", ...args);
  before(() => {
    root = project("", { "Pulumi.dev.yaml": "" });
    writeFileSync(join(root, "before.json"), JSON.stringify(exported("support/run/tidy/us-east4")));
    writeFileSync(join(root, "after.json"), JSON.stringify(exported("support/run/export/us-east4")));
    writeFileSync(join(root, "empty.json"), JSON.stringify(exported()));
  });

  it("prints who may do what, by which roles", async () => {
    const { code, out } = await callers("--file", "before.json");
    assert.equal(code, 0);
    assert.match(out, /^support \(People\): group:support@example\.dev\n {2}run tidy {2}roles\/run\.invoker$/m);
    assert.match((await callers("--file", "empty.json")).out, /nobody but its own workloads may do anything/);
  });

  it("prints what a change lets in and shuts out, as text and as JSON", async () => {
    const { out } = await callers("--file", "before.json", "--against", "after.json");
    assert.match(out, /^support \(People\): group:support@example\.dev\n {2}\+ run export\n {2}- run tidy$/m);
    const json = JSON.parse((await callers("--file", "before.json", "--against", "after.json", "--json")).out);
    assert.deepEqual(json.changes[0].added, ["run export"]);
    const same = await callers("--file", "before.json", "--against", "before.json");
    assert.match(same.out, /nobody from outside may do more or less/);
  });

  it("says what to run where there is nothing to read, and which file cannot be read", async () => {
    const down = await callers("-s", "dev");
    assert.equal(down.code, 2);
    assert.match(down.err, /flotilla preview --stack dev --json > preview\.json, then flotilla callers --file/);
    assert.match(
      (await callers("--file", "before.json", "--against", "gone.json")).err,
      /--against gone\.json cannot be/,
    );
  });
});
