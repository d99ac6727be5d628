/**
 * Events that are stored with what they tell of, in one transaction, and published before anybody is told that it is done:
 * none is lost, and none waits for an instance that is asleep or gone.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import type { EventData, EventDeclaration, Publisher } from "../../contract";
import { log, Refused } from "../serving";
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

export interface Outbox<Declaration extends EventDeclaration = EventDeclaration> {
  /** Publishes what waits, the oldest first. What fails stays, is logged, and is tried with the next call. */
  flush(): Promise<void>;
  /**
   * Resolves once no event with this data waits, whoever has published it. Wait for it before an answer is sent: an instance
   * has its CPU while it answers, and nobody knows when it has it again.
   * @throws {Refused} 503 when it takes too long: what was done stays done, and to ask for it again is to try again
   */
  published(data: Partial<EventData<Declaration>>): Promise<void>;
}

const most = 100;

/** How long the sender of a request waits for its event, in milliseconds. */
const longest = 10_000;
const pause = 100;

/**
 * Publishes the events of one type. One that was published just before a crash is published again with the same id, by
 * which consumers and the recorded view know it.
 */
export function outbox<Declaration extends EventDeclaration>(
  pool: Pool,
  { type }: Declaration,
  publisher: Publisher<Declaration>,
  { patience = longest } = {},
): Outbox<Declaration> {
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

  const round = async () => {
    try {
      while (await some());
    } catch (error) {
      log.error("events wait to be published", error);
    }
  };
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = () => {
    next = undefined;
    running = round().finally(() => {
      running = undefined;
    });
    return running;
  };
  /** After the round that is under way: that may have looked before an event of the caller's was stored. */
  function flush(): Promise<void> {
    if (!running) return begin();
    next ??= running.then(begin);
    return next;
  }

  /** Also what another instance is about to publish, and may not get to. */
  async function waits(data: Partial<EventData<Declaration>>): Promise<boolean> {
    const { rowCount } = await pool.query({
      name: "waits",
      text: "SELECT FROM outbox WHERE type = $1 AND data @> $2 LIMIT 1",
      values: [type, JSON.stringify(data)],
    });
    return rowCount !== 0;
  }

  return {
    flush,
    async published(data) {
      const late = Date.now() + patience;
      for (;;) {
        await Promise.race([flush(), sleep(late - Date.now(), undefined, { ref: false })]);
        if (!(await waits(data))) return;
        if (Date.now() >= late)
          throw new Refused(503, "UNAVAILABLE", "this is done, and cannot be told to others yet; ask for it again");
        await sleep(pause);
      }
    },
  };
}
