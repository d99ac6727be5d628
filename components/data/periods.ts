/** How often the tokens of a bucket's readers and writers are made anew. */
export type TokenRotation = "monthly" | "quarterly";

/** Months of one period. */
const lengths: Readonly<Record<TokenRotation, number>> = { monthly: 1, quarterly: 3 };

/** Months for which a token lives on after the period that follows its own, so that no environment dies of a late `up`. */
const grace = 1;

/** A part of the calendar, in UTC. */
export interface Period {
  /** As in `2026-10`, by its first month. */
  label: string;
  /** When a token of this period ends, in the only form that Cloudflare takes. */
  ends: string;
}

/**
 * The period that a day lies in, and the one before it, whose token is kept: a URL that it signed a minute ago must be
 * answered, and deleting a token ends its URLs at once.
 */
export function periodsAt(day: Date, rotation: TokenRotation): [current: Period, previous: Period] {
  const length = lengths[rotation];
  const month = day.getUTCFullYear() * 12 + day.getUTCMonth();
  const first = month - (month % length);
  return [periodFrom(first, length), periodFrom(first - length, length)];
}

function periodFrom(month: number, length: number): Period {
  return { label: isoMonth(month), ends: `${isoMonth(month + 2 * length + grace)}-01T00:00:00Z` };
}

const isoMonth = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
