/**
 * What an instance of Cloud Run may have (cloud.google.com/run/docs/configuring/services/cpu, .../memory-limits): the table
 * that components are checked against when they are made, and that the local cloud refuses by.
 */

/** Cores that an instance may have whole. */
export const wholeCores = [1, 2, 4, 6, 8] as const;
export type WholeCores = (typeof wholeCores)[number];

/** A part of a core, in thousandths: `"80m"` to `"999m"`. */
export type Millicores = `${number}m`;

/** Of the execution environment. The first one alone runs on a part of a core. */
export type Generation = 1 | 2;

/** Least and most memory in MiB, by thousandths of a core: a row is good up to the next one. */
const rows = [
  { from: 80, least: 128, most: 512 },
  { from: 500, least: 128, most: 1024 },
  { from: 1000, least: 128, most: 4096 },
  { from: 2000, least: 128, most: 8192 },
  { from: 4000, least: 2048, most: 16_384 },
  { from: 6000, least: 4096, most: 24_576 },
  { from: 8000, least: 4096, most: 32_768 },
] as const;

/** The least of an instance of the second generation. */
const secondGeneration = { millicores: 1000, mebibytes: 512 } as const;

const wholeCore = 1000;
const smallestPart = 80;

/** Whether one container may ask for that: whole cores of the list, or a part of one. */
export function isCpu(millicores: number): boolean {
  if (!Number.isInteger(millicores)) return false;
  if (millicores < wholeCore) return millicores >= smallestPart;
  return wholeCores.some((cores) => cores * wholeCore === millicores);
}

/** Whether an instance answers one request at a time, because it has less than a core. */
export function isPartOfCore(millicores: number): boolean {
  return millicores < wholeCore;
}

/**
 * Least and most memory in MiB of an instance with that much CPU, all its containers taken together; nothing where no
 * instance has so much or so little. Between two rows the narrower is good: no page tells what several containers' sum is
 * held to, and what both allow is accepted either way.
 */
export function memoryOf(millicores: number, generation: Generation): { least: number; most: number } | undefined {
  if (generation === 2 && millicores < secondGeneration.millicores) return undefined;
  const below = rows.findLast(({ from }) => from <= millicores);
  const above = rows.find(({ from }) => isPartOfCore(millicores) || from >= millicores);
  if (!below || !above) return undefined;
  const least = isPartOfCore(millicores) ? below.least : above.least;
  return { least: generation === 2 ? Math.max(least, secondGeneration.mebibytes) : least, most: below.most };
}

/** In thousandths of a core: of `"1"`, `"1.5"` or `"250m"`. Not a number where it is no such quantity. */
export function millicoresOf(quantity: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(m?)$/.exec(quantity) ?? [];
  return Number(amount ?? Number.NaN) * (unit === "m" ? 1 : wholeCore);
}

const mebibytes: Readonly<Record<string, number>> = {
  "": 2 ** -20,
  Ki: 2 ** -10,
  Mi: 1,
  Gi: 2 ** 10,
  k: 1e3 / 2 ** 20,
  M: 1e6 / 2 ** 20,
  G: 1e9 / 2 ** 20,
};

/** In MiB: of `"512Mi"` or `"1G"`. Not a number where it is no such quantity. */
export function mebibytesOf(quantity: string): number {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(quantity) ?? [];
  return Number(amount ?? Number.NaN) * (mebibytes[unit] ?? Number.NaN);
}

/** `512Mi`, or `2Gi` where it is whole. */
export function sizeText(amount: number): string {
  return amount % 1024 === 0 ? `${amount / 1024}Gi` : `${amount}Mi`;
}
