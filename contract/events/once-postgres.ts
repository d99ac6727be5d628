/** What a consumer has handled, in a table of its database. */
import { randomUUID } from "node:crypto";
import { claimSeconds, type EventIdentity, type Once } from "./once";

/** As much of `pg`'s pools and clients as is needed here. */
export interface Queryable {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

export interface InPostgresOptions {
  /** Whose events these are; consumers that share a database have a name each. */
  consumer: string;
}

export interface OnceInPostgres extends Once {
  /**
   * Marks an event as handled within a transaction of the handler's: it and what the handler did are then stored together
   * or not at all.
   * @throws {HandledByAnother} when it was handled meanwhile; let it end the transaction
   */
  doneIn(transaction: Queryable, event: EventIdentity): Promise<void>;
  /** Forgets what was claimed before a time, when it cannot be delivered any more. Tells how many. */
  forget(before: Date): Promise<number>;
}

/** Somebody else has handled the event since it was claimed. */
export class HandledByAnother extends Error {
  constructor({ source, id }: EventIdentity) {
    super(`${id} from ${source} was handled by another since it was claimed: this transaction is to be rolled back`);
    this.name = new.target.name;
  }
}

/** The table, for a migration; to run it again changes nothing. */
export const onceInPostgresTable = `CREATE TABLE IF NOT EXISTS received_events (
  consumer text NOT NULL,
  source text NOT NULL,
  id text NOT NULL,
  claim uuid NOT NULL,
  claimed_at timestamptz NOT NULL,
  handled_at timestamptz,
  PRIMARY KEY (consumer, source, id)
)`;

const statements = {
  claim: `INSERT INTO received_events AS known (consumer, source, id, claim, claimed_at) VALUES ($1, $2, $3, $4, now())
    ON CONFLICT (consumer, source, id) DO UPDATE SET claim = excluded.claim, claimed_at = excluded.claimed_at
    WHERE known.handled_at IS NULL AND known.claimed_at < now() - make_interval(secs => $5)`,
  isHandled: "SELECT 1 FROM received_events WHERE consumer = $1 AND source = $2 AND id = $3 AND handled_at IS NOT NULL",
  done: `UPDATE received_events SET handled_at = now()
    WHERE consumer = $1 AND source = $2 AND id = $3 AND handled_at IS NULL`,
  renew: `UPDATE received_events SET claimed_at = now()
    WHERE consumer = $1 AND source = $2 AND id = $3 AND claim = $4 AND handled_at IS NULL`,
  release: `DELETE FROM received_events
    WHERE consumer = $1 AND source = $2 AND id = $3 AND claim = $4 AND handled_at IS NULL`,
  forget: "DELETE FROM received_events WHERE consumer = $1 AND claimed_at < $2",
} as const;

/**
 * Remembers in a table, {@link onceInPostgresTable}, which a migration makes.
 *
 * @example
 * const once = onceInPostgres(new Pool(), { consumer: "notifier" });
 */
export function onceInPostgres(pool: Queryable, { consumer }: InPostgresOptions): OnceInPostgres {
  const keyOf = ({ source, id }: EventIdentity) => [consumer, source, id];
  return {
    async claim(event) {
      const key = keyOf(event);
      const claim = randomUUID();
      const { rowCount } = await pool.query(statements.claim, [...key, claim, claimSeconds]);
      if (rowCount === 0) {
        const { rows } = await pool.query(statements.isHandled, key);
        return rows.length > 0 ? "done" : "held";
      }
      return {
        async renew() {
          await pool.query(statements.renew, [...key, claim]);
        },
        async done() {
          await pool.query(statements.done, key);
        },
        async release() {
          await pool.query(statements.release, [...key, claim]);
        },
      };
    },
    async doneIn(transaction, event) {
      const { rowCount } = await transaction.query(statements.done, keyOf(event));
      if (rowCount === 0) throw new HandledByAnother(event);
    },
    async forget(before) {
      const { rowCount } = await pool.query(statements.forget, [consumer, before]);
      return rowCount ?? 0;
    },
  };
}
