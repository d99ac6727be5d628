/** The table of list prices, `prices.json`, and a price as it is used. */
import data from "./prices.json";

/** Hours of a month: a year has 8,760. */
export const hours = 730;

interface Row {
  service: string;
  what: string;
  unit: string;
  /** What the price is for a unit of; `use` is what costs nothing while nobody does anything. */
  per: "second" | "hour" | "month" | "use";
  /** By class of region where it differs; nothing where it is not known. */
  usd: number | Readonly<Record<string, number>> | null;
  /** The classes of regions that `usd` names. */
  regions?: string;
  /** What a billing account has free each month. Its other projects may have used it, so it is not subtracted. */
  free?: string;
  /** What each project has free. An environment has its own project, so it is subtracted. */
  included?: number;
  note?: string;
  source: string;
  /** When the source was read, by us or by whoever transcribed it. */
  read: string;
}

interface Regions {
  classes: Readonly<Record<string, readonly string[]>>;
  /** The class of regions that are in none; whether they are known to be of it. */
  elsewhere: { class: string; known: boolean };
  source: string;
  read: string;
}

export type PriceId = keyof typeof data.prices;

export const rows = data.prices as Readonly<Record<PriceId, Row>>;
export const regionClasses = data.regions as Readonly<Record<string, Regions>>;
export const compiled = data.compiled;

export interface Price {
  /** US dollars a month for one unit. */
  each: number;
  /** What is not certain about it. */
  note?: string;
}

const months: Readonly<Record<Row["per"], number>> = { second: hours * 3600, hour: hours, month: 1, use: 0 };

/** Nothing where the price is not known. */
export function priceOf(id: PriceId, region?: string): Price | undefined {
  const { usd, per, regions } = rows[id];
  if (usd === null) return undefined;
  if (typeof usd === "number") return { each: usd * months[per] };
  const found = classOf(regionClasses[regions ?? ""], region);
  const price = found && usd[found.class];
  return price === undefined ? undefined : { each: price * months[per], ...(found?.note && { note: found.note }) };
}

function classOf(regions: Regions | undefined, region = ""): { class: string; note?: string } | undefined {
  if (!regions) return undefined;
  const { classes, elsewhere } = regions;
  const known = Object.keys(classes).find((name) => classes[name]?.includes(region));
  if (known !== undefined) return { class: known };
  if (elsewhere.known) return { class: elsewhere.class };
  const like = classes[elsewhere.class]?.[0];
  return { class: elsewhere.class, note: `prices of ${region || "an unknown region"} are not known: those of ${like}` };
}
