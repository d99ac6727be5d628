import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { log } from "../serving";

/** Runs the files of a folder that have not been run, in the order of their names: all of them, or none. */
export async function migrate(pool: Pool, folder: string): Promise<string[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .sort();
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('migrations', 0))"); // one run at a time
    await client.query(
      "CREATE TABLE IF NOT EXISTS migrations (file text PRIMARY KEY, run_at timestamptz DEFAULT now())",
    );
    const { rows } = await client.query<{ file: string }>("SELECT file FROM migrations");
    const due = files.filter((file) => !rows.some((row) => row.file === file));
    for (const file of due) {
      await client.query(readFileSync(join(folder, file), "utf8"));
      await client.query("INSERT INTO migrations (file) VALUES ($1)", [file]);
    }
    await client.query("COMMIT");
    log.info(due.length > 0 ? `migrated: ${due.join(", ")}` : "nothing to migrate");
    return due;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
