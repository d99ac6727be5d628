import type { Pool, PoolClient } from "pg";

/** Does all of the work in one transaction, or nothing of it. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((lost: Error) => {
      broken = lost; // a connection that cannot do even that is not used again
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
