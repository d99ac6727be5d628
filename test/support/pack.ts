/** The policies as they are built, before stacks that run in this process. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Analyzer, startPolicyPack } from "../../local";
import { root, type TestStack } from "./stack";

export function packFor(kind: string, stack: string): Promise<Analyzer> {
  const config = { values: { "flotilla:kind": kind }, secretKeys: [] };
  return startPolicyPack(join(root, "policy"), { project: "flotilla", stack, dryRun: false, config });
}

/** It comes up with nothing for a policy to refuse, and then nothing is to change. */
export async function assertComesUp(stack: TestStack, kind: string): Promise<void> {
  const pack = await packFor(kind, stack.name);
  try {
    stack.analyzers = [pack];
    const { outcome, errors, violations } = await stack.up();
    const refused = violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
    assert.deepEqual([refused, errors, outcome], [[], "", "succeeded"]);
    const again = await stack.up();
    assert.deepEqual([again.steps, again.outcome], [[], "succeeded"]);
  } finally {
    await pack.close();
  }
}
