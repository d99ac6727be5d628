import assert from "node:assert/strict";
import { policies } from "../../policy/policies";
import { judge, type Policy, type ResourcePolicy } from "../../policy/policy";
import type { Value } from "../../policy/values";
import { remediate } from "./harness";
import { loadCases } from "./load-cases";

const all = loadCases();
const remedied = (policies as readonly Policy[]).filter(
  (policy): policy is ResourcePolicy => "remedy" in policy && policy.remedy !== undefined,
);

describe("remedies", () => {
  it("there are some", () => assert.ok(remedied.length > 3));

  for (const policy of remedied) {
    const own = all.find((loaded) => loaded.policy.name === policy.name);
    const mendable = (own?.failing ?? []).filter(({ at }) =>
      at.every((path) => Object.hasOwn(policy.remedy ?? {}, path)),
    );

    it(`${policy.name}: what it refuses passes once it is mended`, async () => {
      assert.ok(mendable.length > 0, "no failing case is one that the remedy mends");
      for (const { title, stack } of mendable) {
        const [resource] = stack;
        assert.ok(resource, title);
        const props = await remediate(policy, resource);
        assert.ok(props, title);
        const mended = { type: resource.type, props, urn: "urn", name: "subject", protect: false };
        assert.equal(judge(policy, mended).answer, "compliant", title);
        assert.deepEqual(
          withoutPaths(props, policy.remedy ?? {}),
          withoutPaths(resource.props, policy.remedy ?? {}),
          title,
        );
      }
    });

    it(`${policy.name}: what passes, or cannot be known yet, is left alone`, async () => {
      for (const { title, stack } of [...(own?.passing ?? []), ...(own?.unknown ?? [])]) {
        const [resource] = stack;
        if (resource) assert.equal(await remediate(policy, resource), undefined, title);
      }
    });
  }
});

/** The leaves that a remedy may not touch. */
function withoutPaths(value: Value, remedy: object, path = ""): [string, Value][] {
  if (Object.hasOwn(remedy, path)) return [];
  if (typeof value !== "object") return [[path, value]];
  return Object.entries<Value>(value)
    .flatMap(([key, child]) => withoutPaths(child, remedy, path === "" ? key : `${path}.${key}`))
    .sort();
}
