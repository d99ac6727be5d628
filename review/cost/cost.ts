/** What is told of the cost of a deployment; text and JSON are made of it. */
import type { PriceId } from "../prices";

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
