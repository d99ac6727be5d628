/** Findings, entered one after the other: what costs the same is one line, and what has the same reason is told of once. */
import { priceOf, rows } from "../prices";
import type { CostLine, FreeType, Unpriced } from "./cost";
import type { Charge, Finding } from "./finding";
import { freeTypes } from "./free";

export class Ledger {
  readonly free: FreeType[] = [];
  readonly unpriced: Unpriced[] = [];
  readonly notes = new Set<string>();
  readonly #lines = new Map<string, CostLine>();

  enter(type: string, finding: Finding): void {
    const { resources } = finding;
    if ("free" in finding) add(this.free, { type, resources, reason: finding.free, ...usedPrice(type) });
    else if ("unpriced" in finding) add(this.unpriced, { type, resources, reason: finding.unpriced });
    else this.#charge(type, finding);
  }

  /** By service; what always costs comes before what costs only now and then. */
  lines(): CostLine[] {
    return [...this.#lines.values()].sort(
      (a, b) => compare(a.service, b.service) || rank(a) - rank(b) || compare(a.what, b.what) || b.month - a.month,
    );
  }

  #charge(type: string, { price: id, quantity, region, reason, when, resources }: Charge): void {
    const row = rows[id];
    const price = priceOf(id, region);
    if (!price) {
      const why = `${row.what}: no price is known (${row.note ?? row.source})`;
      add(this.unpriced, { type, resources, reason: why });
      return;
    }
    if (price.note) this.notes.add(`${row.service}: ${price.note}`);
    const key = JSON.stringify([id, row.regions && region, when]);
    const before = this.#lines.get(key);
    const all = (before?.quantity ?? 0) + quantity;
    this.#lines.set(key, {
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
}

function add<T extends Unpriced>(list: T[], one: T): void {
  const same = list.findIndex(({ type, reason }) => type === one.type && reason === one.reason);
  const before = list[same];
  if (before) list[same] = { ...before, resources: [...before.resources, ...one.resources] };
  else list.push(one);
}

function usedPrice(type: string): Pick<FreeType, "used"> {
  const id = freeTypes[type]?.price;
  if (!id) return {};
  const { usd, unit, source, read } = rows[id];
  return typeof usd === "number" ? { used: { usd, unit, source, read } } : {};
}

/** To whole cents, so that what is shown adds up; what costs something costs at least one. */
export function inCents(amount: number): number {
  const cents = Math.round(amount * 100 + 1e-6);
  return (amount > 0 ? Math.max(cents, 1) : cents) / 100;
}

/** By letters, in any language alike. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rank({ when }: CostLine): number {
  return when === undefined ? 0 : when === "asleep" ? 1 : 2;
}
