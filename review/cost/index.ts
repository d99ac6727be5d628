/** What a deployment costs in a month in which nobody does anything: pure, from its resources and the table of prices. */
import type { Deployment } from "../deployment";
import { compiled, hours, type PriceId, priceOf, rows } from "../prices";
import { estimators } from "./estimators";
import type { Charge, Finding, Unpriced as UnpricedFinding } from "./finding";
import { freeTypes } from "./free";

export interface CostLine {
  service: string;
  what: string;
  region?: string;
  quantity: number;
  unit: string;
  /** US dollars a month for one unit, and for all. */
  each: number;
  month: number;
  /** Only while what can sleep is asleep, or only while it is awake. */
  when?: "asleep" | "awake";
  /** Why each resource costs this; the same for all, or one after the other. */
  reasons: readonly string[];
  price: { id: PriceId; source: string; read: string };
  /** URNs. */
  resources: readonly string[];
}

export interface FreeType {
  type: string;
  resources: readonly string[];
  reason: string;
  /** What it costs once it is used. */
  used?: { usd: number; unit: string; source: string; read: string };
}

export interface Unpriced {
  type: string;
  resources: readonly string[];
  reason: string;
}

export interface Cost {
  currency: "USD";
  hoursAMonth: number;
  /** A month in which nobody does anything, and what can sleep sleeps. */
  month: number;
  /** The same with all awake, where something sleeps. */
  awake?: number;
  lines: readonly CostLine[];
  /** Never part of the sum, and never taken for nothing. */
  unpriced: readonly Unpriced[];
  free: readonly FreeType[];
  /** What is not certain about the prices. */
  notes: readonly string[];
  /** What a billing account has free each month: it is not subtracted, since other projects may have used it. */
  freeTiers: readonly string[];
  /** When the table was made, and when the sources of the prices in use were read. */
  prices: { compiled: string; readFrom?: string; readTo?: string };
}

export function idleCost(deployment: Deployment): Cost {
  const cost = { lines: new Map<string, CostLine>(), unpriced: [] as Unpriced[], free: [] as FreeType[] };
  const notes = new Set<string>();
  for (const [type, resources] of byType(deployment)) {
    for (const finding of findingsOf(type, resources, deployment)) {
      if ("free" in finding)
        add(cost.free, { type, resources: finding.resources, reason: finding.free, ...usedPrice(type) });
      else if ("unpriced" in finding)
        add(cost.unpriced, { type, resources: finding.resources, reason: finding.unpriced });
      else charge(type, finding, cost, notes);
    }
  }
  const lines = [...cost.lines.values()].sort(
    (a, b) => compare(a.service, b.service) || order(a) - order(b) || compare(a.what, b.what) || b.month - a.month,
  );
  return {
    currency: "USD",
    hoursAMonth: hours,
    ...sums(lines),
    ...cost,
    lines,
    notes: [...notes],
    ...sourcesOf(lines),
  };
}

function findingsOf(type: string, resources: Deployment, deployment: Deployment): readonly Finding[] {
  const urns = resources.map(({ urn }) => urn);
  const estimator = estimators[type];
  if (estimator) return estimator(resources, deployment);
  const free = freeTypes[type];
  if (free) return [{ free: free.reason, resources: urns }];
  return [{ unpriced: "nothing is known here of this type", resources: urns } satisfies UnpricedFinding];
}

function usedPrice(type: string): Pick<FreeType, "used"> {
  const id = freeTypes[type]?.price;
  if (!id) return {};
  const { usd, unit, source, read } = rows[id];
  return typeof usd === "number" ? { used: { usd, unit, source, read } } : {};
}

/** What costs the same for the same reason is one line. */
function charge(
  type: string,
  { price: id, quantity, region, reason, when, resources }: Charge,
  { lines, unpriced }: { lines: Map<string, CostLine>; unpriced: Unpriced[] },
  notes: Set<string>,
): void {
  const row = rows[id];
  const price = priceOf(id, region);
  if (!price) {
    add(unpriced, { type, resources, reason: `${row.what}: no price is known (${row.note ?? row.source})` });
    return;
  }
  if (price.note) notes.add(`${row.service}: ${price.note}`);
  const key = JSON.stringify([id, row.regions && region, when]);
  const before = lines.get(key);
  const all = (before?.quantity ?? 0) + quantity;
  lines.set(key, {
    service: row.service,
    what: row.what,
    ...(row.regions && region && { region }),
    quantity: all,
    unit: row.unit,
    each: price.each,
    month: inCents(price.each * all),
    ...(when && { when }),
    reasons: [...new Set([...(before?.reasons ?? []), reason])],
    price: { id, source: row.source, read: row.read },
    resources: [...(before?.resources ?? []), ...resources],
  });
}

/** To whole cents, so that what is shown adds up; what costs something costs at least one. */
function inCents(amount: number): number {
  const cents = Math.round(amount * 100 + 1e-6);
  return (amount > 0 ? Math.max(cents, 1) : cents) / 100;
}

/** What has the same reason is told of once. */
function add<T extends { type: string; resources: readonly string[]; reason: string }>(list: T[], one: T): void {
  const same = list.findIndex(({ type, reason }) => type === one.type && reason === one.reason);
  const before = list[same];
  if (before) list[same] = { ...before, resources: [...before.resources, ...one.resources] };
  else list.push(one);
}

function sums(lines: readonly CostLine[]): Pick<Cost, "month" | "awake"> {
  const sum = (not: CostLine["when"]) =>
    inCents(lines.filter(({ when }) => when !== not).reduce((total, { month }) => total + month, 0));
  const sleeps = lines.some(({ when }) => when);
  return { month: sum("awake"), ...(sleeps && { awake: sum("asleep") }) };
}

function sourcesOf(lines: readonly CostLine[]): Pick<Cost, "freeTiers" | "prices"> {
  const reads = lines.map(({ price }) => price.read).sort();
  const tiers = lines.flatMap(({ service, price: { id } }) => (rows[id].free ? [`${service} ${rows[id].free}`] : []));
  return {
    freeTiers: [...new Set(tiers)],
    prices: { compiled, ...(reads[0] && { readFrom: reads[0], readTo: reads.at(-1) }) },
  };
}

function byType(deployment: Deployment): [string, Deployment][] {
  const types = new Map<string, Deployment>();
  for (const resource of deployment) types.set(resource.type, [...(types.get(resource.type) ?? []), resource]);
  return [...types].sort(([a], [b]) => compare(a, b));
}

/** By letters, in any language alike. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What always costs comes before what costs only now and then. */
function order({ when }: CostLine): number {
  return when === undefined ? 0 : when === "asleep" ? 1 : 2;
}
