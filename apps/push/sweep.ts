/** What nobody has finished within a day goes. Parts go by the bucket's own rule. */
import type { Pool } from "pg";
import { inTransaction } from "../database";
import { log } from "../serving";
import type { Bucket } from "./bucket";

const most = 100;

export function sweeper(pool: Pool, bucket: Pick<Bucket, "remove">) {
  /** Whether there may be more. Objects that are being removed become no blob: their rows are locked. */
  const some = () =>
    inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ object: string }>(
        `SELECT object FROM spare_objects WHERE noted_at < now() - interval '1 day'
          ORDER BY noted_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
        [most],
      );
      for (const { object } of rows) await bucket.remove(object);
      await client.query("DELETE FROM spare_objects WHERE object = ANY ($1)", [rows.map(({ object }) => object)]);
      return rows.length === most;
    });
  return async (): Promise<void> => {
    try {
      await pool.query("DELETE FROM uploads WHERE began_at < now() - interval '1 day'");
      while (await some());
    } catch (error) {
      log.error("unfinished uploads were not swept away", error);
    }
  };
}
