/** Handling an event once: events are delivered at least once, and their source and id say which are the same. */

/** What tells one event from all others. */
export interface EventIdentity {
  source: string;
  id: string;
}

/** The right to handle an event. It expires, so that an event whose handler died is handled by another. */
export interface Claim {
  /** It expires that much later; nothing happens where another has it meanwhile. */
  renew(): Promise<void>;
  /** The event is handled, and never to be handled again. */
  done(): Promise<void>;
  /** It is not, and may be claimed again at once. */
  release(): Promise<void>;
}

/** What one consumer has handled. */
export interface Once {
  /** The claim; `done` where the event was handled before, `held` where somebody is handling it. */
  claim(event: EventIdentity): Promise<Claim | "done" | "held">;
}

/**
 * How long a claim lasts that nobody renews. Less than it takes to try an event five times with the least backoff that is
 * usual (10, 20, 40 and 80 seconds): an event whose handler died is free before it is a dead letter.
 */
export const claimSeconds = 60;

/** Renews a claim until the end of what is done under it. */
export async function whileRenewed<Result>(claim: Claim, work: () => Promise<Result>): Promise<Result> {
  const renewing = setInterval(
    () => {
      claim.renew().catch(() => {}); // perhaps the next one does; the claim lasts for three
    },
    (claimSeconds / 3) * 1000,
  );
  try {
    return await work();
  } finally {
    clearInterval(renewing);
  }
}

export interface InMemoryOptions {
  /** How many events are remembered; the oldest are forgotten first. @default 10,000 */
  most?: number;
}

/**
 * Remembers in this process alone, and not for ever: enough where handling an event twice does no harm but costs.
 *
 * @throws {RangeError} when there is nothing to remember in
 */
export function onceInMemory({ most = 10_000 }: InMemoryOptions = {}): Once {
  if (!Number.isInteger(most) || most < 1) throw new RangeError(`most is ${most}: give a whole number above zero`);
  const seen = new Map<string, { done: boolean; until: number }>();
  return {
    async claim({ source, id }) {
      const key = JSON.stringify([source, id]);
      const before = seen.get(key);
      if (before?.done) return "done";
      if (before && before.until > Date.now()) return "held";
      const mine = { done: false, until: Date.now() + claimSeconds * 1000 };
      seen.delete(key); // to the end of the map, which keeps the order in which keys came
      seen.set(key, mine);
      for (const oldest of seen.keys()) {
        if (seen.size <= most) break;
        seen.delete(oldest);
      }
      return {
        async renew() {
          mine.until = Date.now() + claimSeconds * 1000;
        },
        async done() {
          mine.done = true;
        },
        async release() {
          if (seen.get(key) === mine) seen.delete(key);
        },
      };
    },
  };
}
