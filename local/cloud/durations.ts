/**
 * How long operations typically take in the real clouds, from `durations.json`: of each type what was observed, each with
 * its source, or else one of the guesses, each with the reason for it. Nothing here depends on a resource's arguments.
 */
import data from "./durations.json";
import type { Operation } from "./rule";

/** Seconds and the key of their source; or the name of a guess. */
type Entry = readonly (readonly [number, string])[] | string;

interface Durations {
  /** Key → `owner/repository#number`, `owner/repository:path`, or in words where a log is from. */
  sources: Readonly<Record<string, string>>;
  guesses: Readonly<Record<string, { seconds: number; source: null; because: string }>>;
  types: Readonly<Record<string, Readonly<Record<Operation, Entry>>>>;
}

export const durations = data as unknown as Durations;

/** Seconds: the median of what was observed, or a guess; the commonest one for a type that is not there yet. */
export function typicalDuration(type: string, operation: Operation): number {
  const entry = durations.types[type]?.[operation] ?? "operation";
  if (typeof entry !== "string") return median(entry.map(([seconds]) => seconds));
  return (durations.guesses[entry] as { seconds: number }).seconds;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}
