import type { Mistake } from "./refuse";

/** Memory in binary units, as in `"512Mi"` or `"2Gi"`. */
export type Size = `${number}${"Mi" | "Gi"}`;

/** A time span in one unit, as in `"30s"`, `"5m"`, `"1h"` or `"90d"`. */
export type Duration = `${number}${"s" | "m" | "h" | "d"}`;

const mebibytes = { Mi: 1, Gi: 1024 } as const;
const seconds = { s: 1, m: 60, h: 3600, d: 86400 } as const;

/** In seconds. @throws {RangeError} when it is not a duration; check with `durationMistakes` first. */
export function toSeconds(duration: Duration): number {
  return parse(duration, seconds);
}

/** In mebibytes. @throws {RangeError} when it is not a size. */
export function toMebibytes(size: Size): number {
  return parse(size, mebibytes);
}

function parse(text: string, units: Readonly<Record<string, number>>): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([A-Za-z]+)$/.exec(text) ?? [];
  const factor = unit === undefined ? undefined : units[unit];
  if (number === undefined || factor === undefined)
    throw new RangeError(`${JSON.stringify(text)} has no unit of ${Object.keys(units)}`);
  return Number(number) * factor;
}

/** What is wrong with a duration, or that it lies outside `[least, most]`. The clouds take whole seconds. */
export function durationMistakes(propertyPath: string, value: Duration, least: Duration, most: Duration): Mistake[] {
  const mistakes = rangeMistakes(propertyPath, value, least, most);
  if (mistakes.length > 0 || Number.isInteger(toSeconds(value))) return mistakes;
  return [{ propertyPath, reason: `${value} is not in whole seconds` }];
}

function rangeMistakes(propertyPath: string, value: string, least: string, most: string): Mistake[] {
  let amount: number;
  try {
    amount = parse(value, seconds);
  } catch {
    return [{ propertyPath, reason: `${JSON.stringify(value)} is not a duration such as 30s or 5m` }];
  }
  if (amount >= parse(least, seconds) && amount <= parse(most, seconds)) return [];
  return [{ propertyPath, reason: `${value} is not between ${least} and ${most}` }];
}
