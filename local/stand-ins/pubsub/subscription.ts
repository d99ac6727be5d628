/** A subscription: its backlog, and whoever takes from it, which its settings tell. */

import type { Tokens } from "../oidc";
import { Backlog, type Delivery } from "./backlog";
import type { Clock } from "./clock";
import { PubsubError } from "./errors";
import type { Filter } from "./filter";
import type { StoredMessage } from "./messages";
import { push } from "./push";
import { backoffOf, filterIn, millisecondsIn, type SubscriptionProto } from "./settings";
import { rowOf, SchemaMismatch, type Table } from "./tables";

/** What of the stand-in a subscription reaches. */
export interface Surroundings {
  clock: Clock;
  tokens: Tokens;
  tables: ReadonlyMap<string, Table>;
  /** Whether the topic took it. */
  forward(topic: string, message: StoredMessage, subscription: string, deliveries: number): boolean;
}

/** How many pushes are on their way at a time. */
const mostPushes = 100;

export class Subscription {
  readonly backlog: Backlog;
  readonly #filter: Filter;
  #settings: SubscriptionProto;
  #bigqueryState: "ACTIVE" | "NOT_FOUND" | "SCHEMA_MISMATCH" = "ACTIVE";
  #stopTaking = () => {};
  readonly #closing = new Set<(why: PubsubError) => void>();

  constructor(
    settings: SubscriptionProto,
    private readonly surroundings: Surroundings,
  ) {
    this.#settings = settings;
    this.#filter = filterIn(settings);
    this.backlog = new Backlog(surroundings.clock, () => this.#policy());
    this.#startTaking();
  }

  get name(): string {
    return String(this.#settings.name);
  }

  /** As the API tells them. */
  get settings(): SubscriptionProto {
    const { bigqueryConfig } = this.#settings;
    const state = { state: this.#bigqueryState };
    return { ...this.#settings, state: "ACTIVE", bigqueryConfig: bigqueryConfig && { ...bigqueryConfig, ...state } };
  }

  /** The backlog stays; who takes from it may be another. */
  set settings(settings: SubscriptionProto) {
    this.#stopTaking();
    this.#settings = settings;
    this.#startTaking();
    if (this.#isPulled) return;
    for (const close of this.#closing) close(notPulled());
  }

  /** What the filter does not let through counts as acknowledged. */
  offer(message: StoredMessage): void {
    if (this.#filter(message.attributes)) this.backlog.add(message);
  }

  /** @throws {PubsubError} when it is pushed, or written to a table */
  pull(holder: object, most: number, seconds = Number(this.#settings.ackDeadlineSeconds)): Delivery[] {
    if (!this.#isPulled) throw notPulled();
    return this.backlog.take(holder, most, seconds);
  }

  /** Called when it cannot be pulled any more. What it returns ends that. */
  onClose(close: (why: PubsubError) => void): () => void {
    this.#closing.add(close);
    return () => this.#closing.delete(close);
  }

  delete(why: PubsubError): void {
    this.#stopTaking();
    this.backlog.drop();
    for (const close of this.#closing) close(why);
  }

  get #isPulled(): boolean {
    return !this.#settings.pushConfig && !this.#settings.bigqueryConfig?.table;
  }

  #policy() {
    const { enableMessageOrdering, messageRetentionDuration, deadLetterPolicy } = this.#settings;
    const topic = deadLetterPolicy?.deadLetterTopic ?? "";
    return {
      ordered: enableMessageOrdering ?? false,
      backoff: backoffOf(this.#settings),
      retention: millisecondsIn(messageRetentionDuration ?? {}),
      mostAttempts: deadLetterPolicy?.maxDeliveryAttempts ?? undefined,
      forward: (message: StoredMessage, deliveries: number) =>
        this.surroundings.forward(topic, message, this.name, deliveries),
    };
  }

  #startTaking(): void {
    if (this.#isPulled) {
      this.#stopTaking = () => {};
      return;
    }
    const holder = {};
    const settings = this.#settings;
    const take = () => {
      const room = mostPushes - this.backlog.heldBy(holder);
      const seconds = Number(settings.ackDeadlineSeconds);
      for (const delivery of this.backlog.take(holder, room, seconds, { singly: true }))
        void this.#deliver(delivery, settings);
    };
    this.#stopTaking = this.backlog.onReady(take);
    take();
  }

  async #deliver(delivery: Delivery, settings: SubscriptionProto): Promise<void> {
    const isAcknowledged = settings.pushConfig
      ? await push(delivery, settings, this.surroundings.tokens, this.surroundings.clock.now())
      : await this.#write(delivery);
    if (isAcknowledged) this.backlog.acknowledge(delivery.ackId);
    else this.backlog.extend(delivery.ackId, 0);
  }

  /** The row is in the table before the message is acknowledged. */
  async #write({ message }: Delivery): Promise<boolean> {
    await undefined; // as a request would: never while the message is being published
    const config = this.#settings.bigqueryConfig ?? {};
    const table = this.surroundings.tables.get(String(config.table));
    try {
      if (table) table.rows.push(rowOf(message, this.name, table, config));
      this.#bigqueryState = table ? "ACTIVE" : "NOT_FOUND";
    } catch (error) {
      if (!(error instanceof SchemaMismatch)) throw error;
      this.#bigqueryState = "SCHEMA_MISMATCH";
      return false;
    }
    return table !== undefined;
  }
}

const notPulled = () =>
  new PubsubError("FAILED_PRECONDITION", "This method is not supported for this subscription type.");
