/** Where the catalogue says on purpose what a schema does not: each with its reason and where that is known from. */
import type { Difference, Fact } from "./compare";
import declared from "./deviations.json";

export interface Deviation {
  /** Token; one that ends in a colon, as `random:`, means every type that begins so. */
  type: string;
  /** Path of an input, or name of an output; one that ends in a dot means all below it. All of them when absent. */
  property?: string;
  fact: Fact;
  /** Version of the provider from which on the schema says the same. */
  before?: string;
  reason: string;
  source: string;
}

export const deviations = declared as readonly Deviation[];

export function covers({ type, property, fact }: Deviation, difference: Difference): boolean {
  return (
    fact === difference.fact &&
    begins(type, ":", difference.type) &&
    (property === undefined || begins(property, ".", difference.property))
  );
}

/** Whether it is to be seen in a schema of that version; one that does not say its version may be of any. */
export function isDue({ before }: Deviation, version: string | undefined): boolean {
  return before === undefined || version === undefined || isOlder(version, before);
}

function begins(beginning: string, separator: string, text: string): boolean {
  return beginning.endsWith(separator) ? text.startsWith(beginning) : text === beginning;
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}
