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

/** The same where arguments need an environment's program, which runs once: it is refused, and among others for that. */
export function itRefusesAll<Change>(
  refusals: readonly (readonly [title: string, change: Change, message: RegExp])[],
  run: (tryAll: (attempt: (change: Change) => unknown) => void) => Promise<unknown>,
): void {
  const thrown = new Map<string, unknown>();
  const tryAll = (attempt: (change: Change) => unknown) => {
    for (const [title, change] of refusals)
      try {
        attempt(change);
      } catch (error) {
        thrown.set(title, error);
      }
  };
  before(() => run(tryAll));
  for (const [title, , message] of refusals)
    it(`refuses ${title}`, () => assert.match(String(thrown.get(title)), message));
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
