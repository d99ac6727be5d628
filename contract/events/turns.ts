/**
 * What has one ordering key is done one after the other. Pub/Sub sends again everything from a message that failed
 * (cloud.google.com/pubsub/docs/ordering), but it learns of the failure later than it happens: what waits behind the
 * message then, or is on its way, fails with it, so that the failed one is the first to be done.
 */

/** How long a message may be on its way that was sent before a failure was known; the client tells failures every 100 ms. */
const onItsWay = 5000;

export interface Turn {
  key: string | undefined;
  /** The same when the message comes again. */
  id: string;
  /** Whether it succeeded. */
  run: () => Promise<boolean>;
}

export class Turns {
  readonly #last = new Map<string, Promise<boolean>>();
  /** Key → the message that failed, until it comes again or nothing can be on its way any more. */
  readonly #failed = new Map<string, { id: string; until: number }>();

  /** Whether it succeeded, when its turn is over. */
  async take({ key, id, run }: Turn): Promise<boolean> {
    if (!key) return run();
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(() => this.#next(key, id, run));
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }

  async #next(key: string, id: string, run: Turn["run"]): Promise<boolean> {
    const failed = this.#failed.get(key);
    if (failed && failed.id !== id && failed.until > Date.now()) return false;
    this.#failed.delete(key);
    const succeeded = await run().catch(() => false); // it throws only what is not the message's fault
    if (!succeeded) this.#failed.set(key, { id, until: Date.now() + onItsWay });
    return succeeded;
  }
}
