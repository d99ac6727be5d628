/**
 * A worker as a process of its own: stores what it handles in Postgres, with the mark that it is handled, and says on
 * stdout how far it is. With HANG it stops in the middle: the effect is in the transaction, which is not committed.
 */
import pg from "pg";
import { onceInPostgres, worker } from "../../../contract";
import { pushed } from "../support";

const { SUBSCRIPTION: subscription = "", POSTGRES: host = "", HANG: hang } = process.env;
const pool = new pg.Pool({ host, port: 5432, user: "ada", database: "postgres" });
const once = onceInPostgres(pool, { consumer: "worker" });

async function main(): Promise<void> {
  const { close } = await worker(pushed, {
    subscription,
    once,
    async handler(event) {
      const client = await pool.connect();
      await client.query("BEGIN");
      await client.query("INSERT INTO effects VALUES ($1)", [event.id]);
      process.stdout.write(`began ${event.id}\n`);
      if (hang) await new Promise(() => {});
      await once.doneIn(client, event);
      await client.query("COMMIT");
      client.release();
      process.stdout.write(`handled ${event.id}\n`);
    },
  });
  process.once("SIGTERM", async () => {
    await close();
    await pool.end();
    process.stdout.write("closed\n");
  });
  process.stdout.write("ready\n");
}

void main();
