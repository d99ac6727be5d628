/** Access keys: what somebody logs in to the registry with. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Pool } from "pg";

/** 256 random bits cannot be guessed, however quickly they are hashed; a slow hash would cost each login, and buy nothing. */
const hashOf = (secret: string) => createHash("sha256").update(secret).digest();

export interface NewKey {
  id: string;
  /** Told this once: only its hash is kept. */
  key: string;
  endsAt: Date;
}

export function keysIn(pool: Pool) {
  return {
    async make(subject: string, days: number): Promise<NewKey> {
      const id = randomBytes(9).toString("base64url");
      const secret = randomBytes(32).toString("base64url");
      const endsAt = new Date(Date.now() + days * 86_400_000);
      await pool.query("INSERT INTO access_keys (id, subject, hash, ends_at) VALUES ($1, $2, $3, $4)", [
        id,
        subject,
        hashOf(secret),
        endsAt,
      ]);
      return { id, key: `${id}.${secret}`, endsAt };
    },

    /** Whether it is a key of this subject's that has not ended. */
    async isValid(subject: string, key: string): Promise<boolean> {
      const [, id, secret] = /^([\w-]{12})\.([\w-]{43})$/.exec(key) ?? [];
      if (id === undefined || secret === undefined) return false;
      const { rows } = await pool.query<{ hash: Buffer }>({
        name: "key",
        text: "SELECT hash FROM access_keys WHERE id = $1 AND subject = $2 AND ends_at > now()",
        values: [id, subject],
      });
      const [row] = rows;
      return row !== undefined && timingSafeEqual(row.hash, hashOf(secret));
    },

    /** False where there is no such key of this subject's. */
    async drop(subject: string, id: string): Promise<boolean> {
      const { rowCount } = await pool.query("DELETE FROM access_keys WHERE id = $1 AND subject = $2", [id, subject]);
      return rowCount === 1;
    },
  };
}
export type Keys = ReturnType<typeof keysIn>;
