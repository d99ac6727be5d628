import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

/** What is wrong, the arguments that are, and the one mistake that is told. */
export type Refusal<Args> = [title: string, change: { [K in keyof Args]?: unknown }, mistake: string | RegExp];

/** One test for each: it is refused for that mistake and no other. */
export function itRefuses<Args>(refusals: readonly Refusal<Args>[], attempt: (change: Partial<Args>) => unknown): void {
  for (const [title, change, mistake] of refusals)
    it(`refuses ${title}`, () => {
      const [first = "", ...others] = mistakesOf(() => attempt(change as Partial<Args>));
      assert.deepEqual(others, []);
      if (typeof mistake === "string") assert.equal(first, mistake);
      else assert.match(first, mistake);
    });
}

/** Every mistake in the error that a call throws, as `path: reason`. */
export function mistakesOf(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof pulumi.InputPropertiesError)
      return (error.errors ?? []).map(({ propertyPath, reason }) => `${propertyPath}: ${reason}`);
    throw error;
  }
  return [];
}
