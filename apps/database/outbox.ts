/** Events that are stored with what they tell of, in one transaction, and published afterwards: none is lost. */
import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { EventData, EventDeclaration, Publisher } from "../../contract";
import { log } from "../serving";
import { inTransaction } from "./transaction";

/**
 * Stores an event in a transaction of the caller's.
 * @throws {Error} when the data does not fit the event: it could never be published
 */
export async function enqueue<Declaration extends EventDeclaration>(
  transaction: PoolClient,
  { type, data: schema }: Declaration,
  data: EventData<Declaration>,
): Promise<void> {
  await transaction.query("INSERT INTO outbox (id, type, data) VALUES ($1, $2, $3)", [
    randomUUID(),
    type,
    JSON.stringify(schema.parse(data)),
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
  /** Whether there may be more. */
  const some = () =>
    inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ id: string; data: EventData<Declaration>; stored_at: Date }>(
        "SELECT id, data, stored_at FROM outbox WHERE type = $1 ORDER BY stored_at LIMIT $2 FOR UPDATE SKIP LOCKED",
        [type, most],
      );
      const published = await Promise.allSettled(
        rows.map(({ id, data, stored_at }) => publisher.publish({ id, data, time: stored_at })),
      );
      const done = rows.filter((_, i) => published[i]?.status === "fulfilled");
      if (done.length > 0) await client.query("DELETE FROM outbox WHERE id = ANY ($1)", [done.map(({ id }) => id)]);
      const failed = published.find((one) => one.status === "rejected");
      if (failed) log.error("events wait to be published", failed.reason);
      return rows.length === most && !failed;
    });

  let wanted = false;
  async function work(): Promise<void> {
    while (wanted) {
      wanted = false;
      while (await some());
    }
  }
  let working: Promise<void> | undefined;
  return {
    flush() {
      wanted = true; // once more than is under way: that may have looked before this event was stored
      working ??= work()
        .catch((error: unknown) => log.error("events wait to be published", error))
        .finally(() => {
          working = undefined;
        });
      return working;
    },
  };
}
