import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { type CaseResource, judgedOn } from "../../policy/cases";
import { policies } from "../../policy/policies";
import type { Answer, Policy } from "../../policy/policy";
import { Unknown, type Value } from "../../policy/values";
import { analyze, analyzeStack } from "./harness";
import { type LoadedCase, loadCases } from "./load-cases";

const all = loadCases();

describe("policies", () => {
  const { now } = Date;
  before(() => {
    Date.now = () => judgedOn.getTime();
  });
  after(() => {
    Date.now = now;
  });

  it("cases: every policy has a file of cases beside its own, and every such file a policy", () => {
    const withCases = all.map(({ policy, file }) => {
      assert.equal(basename(file), policy.name, `the cases of ${policy.name} lie in ${file}.cases.ts`);
      assert.ok(existsSync(join(__dirname, "../../policy", `${file}.ts`)), `${file}.cases.ts lies beside no policy`);
      return policy.name;
    });
    assert.deepEqual(withCases.toSorted(), policies.map(({ name }) => name).toSorted());
  });

  for (const { policy, judges, ...lists } of all)
    describe(policy.name, () => {
      for (const found of lists.passing) it(`passes what ${found.title}`, () => expectAnswer(found, "compliant"));
      for (const found of lists.failing) it(`refuses what ${found.title}`, () => expectAnswer(found, "violated"));
      for (const found of lists.unknown) it(`waits for what ${found.title}`, () => expectAnswer(found, "unknown"));
      for (const found of lists.notApplicable)
        it(`has no say on what ${found.title}`, () => expectAnswer(found, "not applicable"));

      it("unknowns: no value that a preview cannot know turns a pass into a refusal", async () => {
        for (const found of lists.passing)
          for (const { path, stack } of withOneUnknown(found.stack)) {
            const { messages } = await ask(policy, judges, stack);
            assert.deepEqual(messages, [], `what ${found.title}, with ${path} unknown`);
          }
      });

      async function expectAnswer(found: LoadedCase, answer: Answer): Promise<void> {
        const got = await ask(policy, judges, found.stack);
        const about = `${policy.name}: what ${found.title}`;
        assert.deepEqual({ answer: got.answer, at: got.at }, { answer, at: [...found.at] }, about);
        assert.equal(got.messages.length, found.at.length, `${about}: ${got.messages.join("; ")}`);
        assert.equal(got.notApplicable, answer === "not applicable", about);
        if (judges === "stack") assert.ok(got.urns.every(Boolean), `${about}: says which resource is at fault`);
      }
    });
});

function ask(policy: Policy, judges: "resource" | "stack", stack: readonly CaseResource[]) {
  const [only] = stack;
  return judges === "resource" && only ? analyze(policy, only) : analyzeStack(policy, stack);
}

/** The stack, once for every value in it, with that value unknown. */
function* withOneUnknown(stack: readonly CaseResource[]): Generator<{ path: string; stack: CaseResource[] }> {
  for (const [index, resource] of stack.entries())
    for (const { path, value } of hidden(resource.props, resource.name ?? ""))
      yield { path, stack: stack.with(index, { ...resource, props: value as CaseResource["props"] }) };
}

function* hidden(value: Value, path: string): Generator<{ path: string; value: Value }> {
  if (typeof value !== "object") return;
  for (const [key, child] of Object.entries<Value>(value)) {
    const replaced = (by: Value): Value =>
      Array.isArray(value) ? value.with(Number(key), by) : { ...value, [key]: by };
    yield { path: `${path}.${key}`, value: replaced(Unknown) };
    for (const deeper of hidden(child, `${path}.${key}`)) yield { path: deeper.path, value: replaced(deeper.value) };
  }
}
