/** Types that cost nothing while nobody does anything, each with the reason, and the price of what they cost otherwise. */
import type { PriceId } from "../prices";
import data from "./free.json";

export const freeTypes = data as Readonly<Record<string, { reason: string; price?: PriceId }>>;
