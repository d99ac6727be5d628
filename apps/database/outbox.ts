/** Events that are stored with what they tell of, in one transaction, and published afterwards: none is lost. */
import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { EventData, EventDeclaration, Publisher } from "../../contract";
import { log } from "../serving";

/** Stores an event in a transaction of the caller's. */
export async function enqueue<Declaration extends EventDeclaration>(
  transaction: PoolClient,
  { type }: Declaration,
  data: EventData<Declaration>,
): Promise<void> {
  await transaction.query("INSERT INTO outbox (id, type, data) VALUES ($1, $2, $3)", [
    randomUUID(),
    type,
    JSON.stringify(data),
  ]);
}

export interface Outbox {
  /** Publishes what waits, the oldest first. What fails stays, is logged, and is tried with the next call. */
  flush(): Promise<void>;
}

const most = 100;

/**
 * Publishes the events of one type. One that was published just before a crash is published again with the same id, by
 * which consumers and the recorded view know it.
 */
export function outbox<Declaration extends EventDeclaration>(
  pool: Pool,
  { type }: Declaration,
  publisher: Publisher<Declaration>,
): Outbox {
  async function some(): Promise<number> {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const { rows } = await client.query<{ id: string; data: EventData<Declaration>; stored_at: Date }>(
        "SELECT id, data, stored_at FROM outbox WHERE type = $1 ORDER BY stored_at LIMIT $2 FOR UPDATE SKIP LOCKED",
        [type, most],
      );
      for (const { id, data, stored_at } of rows) await publisher.publish({ id, data, time: stored_at });
      await client.query("DELETE FROM outbox WHERE id = ANY ($1)", [rows.map(({ id }) => id)]);
      await client.query("COMMIT");
      return rows.length;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  }
  return {
    async flush() {
      try {
        while ((await some()) === most);
      } catch (error) {
        log.error("events wait to be published", error);
      }
    },
  };
}
