import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policy/policies";
import { appliesTo } from "../../policy/policy";
import { unjudged } from "../../policy/unjudged";

/** Every type that the local cloud, and so the platform's program, can make. */
function types(): string[] {
  const folder = join(__dirname, "../../local/cloud/catalogue");
  return readdirSync(folder).flatMap((file) =>
    Object.keys(JSON.parse(readFileSync(join(folder, file), "utf8")).resources ?? {}),
  );
}

describe("policies and types of resource", () => {
  /** Those that judge whatever Google has. */
  const general = policies.filter((policy) => appliesTo(policy, "gcp:something/thing:Thing"));
  const alone = types().filter(
    (type) => !policies.some((policy) => !general.includes(policy) && appliesTo(policy, type)),
  );

  it("each type is judged by a policy that knows it, or it is written down why it is not", () => {
    assert.deepEqual(alone.sort(), Object.keys(unjudged).sort());
  });
});
