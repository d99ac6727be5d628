/** What is known of blobs that are being pushed. It is all in the database: any instance goes on where another was. */
import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { inTransaction } from "../database";
import { Refused } from "../serving";

export interface Upload {
  id: string;
  repository: string;
  /** Received so far. */
  bytes: number;
  /** Of all that was received; undefined where it came in several requests, and is not known before it is read again. */
  digest?: string;
  /** The object that comes in parts, where there are any. */
  multipart?: string;
  /** Etags of its parts. */
  parts: readonly string[];
  /** The object with what came after the last part. */
  tail?: string;
  /** Of this row. */
  version: number;
}

export type Progress = Pick<Upload, "bytes" | "digest" | "multipart" | "parts" | "tail">;

interface Row {
  id: string;
  repository: string;
  bytes: string;
  digest: string | null;
  multipart: string | null;
  parts: string[];
  tail: string | null;
  version: number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const gone = () => new Refused(404, "BLOB_UPLOAD_UNKNOWN", "there is no such upload, or not any more; begin it again");

export function uploadsIn(pool: Pool) {
  return {
    async begin(repository: string): Promise<Upload> {
      const id = randomUUID();
      await pool.query("INSERT INTO uploads (id, repository) VALUES ($1, $2)", [id, repository]);
      return { id, repository, bytes: 0, parts: [], version: 0 };
    },

    /** @throws {Refused} 404 when there is none of this id in this repository */
    async find(repository: string, id: string): Promise<Upload> {
      if (!uuid.test(id)) throw gone();
      const { rows } = await pool.query<Row>({
        name: "upload",
        text: "SELECT * FROM uploads WHERE id = $1 AND repository = $2",
        values: [id, repository],
      });
      if (!rows[0]) throw gone();
      const { bytes, digest, multipart, parts, tail, version } = rows[0];
      return {
        id,
        repository,
        bytes: Number(bytes),
        digest: digest ?? undefined,
        multipart: multipart ?? undefined,
        parts,
        tail: tail ?? undefined,
        version,
      };
    },

    /** @throws {Refused} 416 when somebody else has sent something meanwhile */
    async advance({ id, version }: Upload, { bytes, digest, multipart, parts, tail }: Progress): Promise<void> {
      const { rowCount } = await pool.query({
        name: "upload-advances",
        text: `UPDATE uploads SET bytes = $3, digest = $4, multipart = $5, parts = $6, tail = $7, version = version + 1
          WHERE id = $1 AND version = $2`,
        values: [id, version, bytes, digest, multipart, parts, tail],
      });
      if (rowCount !== 1)
        throw new Refused(416, "BLOB_UPLOAD_INVALID", "two requests sent bytes of one upload; ask for its status");
    },

    /** A new name for an object, which is removed if no blob comes of it. */
    async spare(object = `blobs/${randomUUID()}`): Promise<string> {
      await pool.query("INSERT INTO spare_objects (object) VALUES ($1) ON CONFLICT DO NOTHING", [object]);
      return object;
    },

    /** Makes a blob of an upload. Where there is one of this digest, that stays, and the object is spare. */
    async finish({ id, version, repository }: Upload, digest: string, bytes: number, object: string): Promise<void> {
      await inTransaction(pool, async (client) => {
        const ended = await client.query("DELETE FROM uploads WHERE id = $1 AND version = $2", [id, version]);
        if (ended.rowCount !== 1) throw gone();
        await client.query("INSERT INTO repositories (name) VALUES ($1) ON CONFLICT DO NOTHING", [repository]);
        const made = await client.query(
          "INSERT INTO blobs (digest, bytes, object) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
          [digest, bytes, object],
        );
        if (made.rowCount === 1) {
          const kept = await client.query("DELETE FROM spare_objects WHERE object = $1", [object]);
          if (kept.rowCount !== 1) throw gone(); // it took a day, and is being removed
        }
        await client.query("INSERT INTO repository_blobs (repository, digest) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
          repository,
          digest,
        ]);
      });
    },

    /** False where there is none. */
    async drop(repository: string, id: string): Promise<boolean> {
      if (!uuid.test(id)) return false;
      const { rowCount } = await pool.query("DELETE FROM uploads WHERE id = $1 AND repository = $2", [id, repository]);
      return rowCount === 1;
    },
  };
}
export type Uploads = ReturnType<typeof uploadsIn>;
