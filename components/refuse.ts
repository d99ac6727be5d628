import * as pulumi from "@pulumi/pulumi";

/** One thing wrong with what a component was given, in its caller's words. */
export interface Mistake {
  /** As the caller wrote it: `can[1]`, `variables.PORT`, `probes.startup.period`. */
  propertyPath: string;
  /** What is wrong, the value given, and what to do about it. */
  reason: string;
}

/** A check that writes what fails it into a list. */
export type Check = (ok: boolean, propertyPath: string, reason: string) => void;

export function checksInto(mistakes: Mistake[]): Check {
  return (ok, propertyPath, reason) => {
    if (!ok) mistakes.push({ propertyPath, reason });
  };
}

export function isCount(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** Whether a text is long enough to tell a person something: three words, and fifteen characters without the spaces around. */
export function tells(text: unknown): boolean {
  if (typeof text !== "string") return false;
  const words = text.trim();
  return words.length >= 15 && words.split(/\s+/).length >= 3;
}

/**
 * Throws one error with all the mistakes of a call, before its first child is registered.
 * @throws {pulumi.InputPropertiesError}
 */
export function refuse(component: string, name: string, mistakes: readonly Mistake[]): void {
  if (mistakes.length === 0) return;
  const lines = mistakes.map(({ propertyPath, reason }) => `  ${propertyPath}: ${reason}`);
  throw new pulumi.InputPropertiesError({
    message: `${component} ${JSON.stringify(name)} cannot be made:\n${lines.join("\n")}`,
    errors: [...mistakes],
  });
}
