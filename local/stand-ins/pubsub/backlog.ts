/**
 * The messages of one subscription that are not acknowledged: who holds which until when, what comes again when, and in
 * which order (cloud.google.com/pubsub/docs/subscription-overview, …/ordering, …/handling-failures).
 */
import type { Clock } from "./clock";
import type { StoredMessage } from "./messages";

export interface Policy {
  ordered: boolean;
  /** Milliseconds until a message comes again that has failed that often. */
  backoff(failures: number): number;
  /** Messages older than that are dropped. */
  retention: number;
  /** How often a message is tried before it is a dead letter; undefined where there are none. */
  mostAttempts: number | undefined;
  /** Whether it was taken. */
  forward(message: StoredMessage, deliveries: number): boolean;
}

/** A message in somebody's hands. */
export interface Delivery {
  ackId: string;
  message: StoredMessage;
  /** 1 for the first. */
  attempt: number;
}

interface Entry {
  message: StoredMessage;
  state: "waiting" | "held" | "acknowledged";
  failures: number;
  /** Not delivered before. */
  notBefore: number;
  ackId: string | undefined;
  holder: object | undefined;
  /** Of its acknowledgement deadline, or of the end of its backoff. */
  cancel: () => void;
}

export class Backlog {
  /** In the order in which they were published. */
  #entries: Entry[] = [];
  readonly #held = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #lastAckId = 0;

  constructor(
    private readonly clock: Clock,
    private readonly policy: () => Policy,
  ) {}

  /** Messages that are not acknowledged, held ones too. */
  get size(): number {
    return this.#entries.filter(({ state }) => state !== "acknowledged").length;
  }

  heldBy(holder: object): number {
    return [...this.#held.values()].filter((entry) => entry.holder === holder).length;
  }

  /** Called whenever there may be something to take. What it returns ends that. */
  onReady(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(message: StoredMessage): void {
    const entry: Entry = {
      message,
      state: "waiting",
      failures: 0,
      notBefore: 0,
      ackId: undefined,
      holder: undefined,
      cancel: () => {},
    };
    this.#entries.push(entry);
    this.#ready();
  }

  /**
   * Hands out what may be delivered now, to be acknowledged within so many seconds. Of an ordering key, nothing is handed
   * out while another holds an earlier one; `singly`, nothing while anybody does.
   */
  take(holder: object, most: number, seconds: number, { singly = false } = {}): Delivery[] {
    this.#dropExpired();
    const { ordered } = this.policy();
    const now = this.clock.now();
    const blocked = new Set<string>();
    const taken: Delivery[] = [];
    for (const entry of this.#entries) {
      if (taken.length >= most) break;
      const key = ordered ? entry.message.orderingKey : "";
      if (entry.state === "acknowledged" || blocked.has(key)) continue;
      const free = entry.state === "waiting" && entry.notBefore <= now;
      if (free) taken.push(this.#hold(entry, holder, seconds));
      if (key !== "" && (singly || entry.holder !== holder)) blocked.add(key);
    }
    return taken;
  }

  acknowledge(ackId: string): void {
    const entry = this.#held.get(ackId);
    if (!entry) return; // late, or never there: Pub/Sub does not say so either
    this.#letGo(entry, "acknowledged");
    this.#trim();
    this.#ready();
  }

  /** A new deadline from now; none means that it is given back. */
  extend(ackId: string, seconds: number): void {
    const entry = this.#held.get(ackId);
    if (!entry) return;
    if (seconds === 0) this.#fail(entry);
    else this.#due(entry, seconds);
  }

  /** Nothing of it is delivered any more. */
  drop(): void {
    for (const entry of this.#entries) entry.cancel();
    this.#entries = [];
    this.#held.clear();
    this.#listeners.clear();
  }

  #hold(entry: Entry, holder: object, seconds: number): Delivery {
    const ackId = String(++this.#lastAckId);
    entry.cancel();
    Object.assign(entry, { state: "held", ackId, holder });
    this.#held.set(ackId, entry);
    this.#due(entry, seconds);
    return { ackId, message: entry.message, attempt: entry.failures + 1 };
  }

  #due(entry: Entry, seconds: number): void {
    entry.cancel();
    entry.cancel = this.clock.at(this.clock.now() + seconds * 1000, () => this.#fail(entry));
  }

  #letGo(entry: Entry, state: Entry["state"]): void {
    entry.cancel();
    if (entry.ackId !== undefined) this.#held.delete(entry.ackId);
    Object.assign(entry, { state, ackId: undefined, holder: undefined });
  }

  /** Given back, or not acknowledged in time. */
  #fail(entry: Entry): void {
    const { mostAttempts, forward, backoff, ordered } = this.policy();
    entry.failures++;
    if (mostAttempts !== undefined && entry.failures >= mostAttempts && forward(entry.message, entry.failures)) {
      this.#letGo(entry, "acknowledged");
      this.#trim();
      this.#ready();
      return;
    }
    const wait = backoff(entry.failures);
    this.#letGo(entry, "waiting");
    entry.notBefore = this.clock.now() + wait;
    entry.cancel = this.clock.at(entry.notBefore, () => this.#ready());
    if (ordered && entry.message.orderingKey !== "") this.#repeatAfter(entry);
    this.#ready();
  }

  /** What follows a message that comes again comes again as well, acknowledged or not. */
  #repeatAfter(entry: Entry): void {
    const following = this.#entries.slice(this.#entries.indexOf(entry) + 1);
    for (const other of following)
      if (other.message.orderingKey === entry.message.orderingKey && other.state !== "waiting")
        this.#letGo(other, "waiting");
  }

  /** An acknowledged message is kept while an earlier one of its key may come again. */
  #trim(): void {
    const { ordered } = this.policy();
    const open = new Set<string>();
    this.#entries = this.#entries.filter(({ state, message: { orderingKey } }) => {
      if (state === "acknowledged") return ordered && orderingKey !== "" && open.has(orderingKey);
      open.add(orderingKey);
      return true;
    });
  }

  #dropExpired(): void {
    const oldest = this.clock.now() - this.policy().retention;
    const expired = this.#entries.filter(({ message }) => message.publishTime < oldest);
    if (expired.length === 0) return;
    for (const entry of expired) this.#letGo(entry, "acknowledged");
    this.#entries = this.#entries.filter((entry) => !expired.includes(entry));
  }

  #ready(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
