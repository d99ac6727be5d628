/** What there is, as a push finds and changes it. */
import type { Pool, PoolClient } from "pg";
import { events } from "../../contract";
import { enqueue, inTransaction } from "../database";
import type { Reference } from "../oci";
import { Refused } from "../serving";
import type { Descriptor, PushedManifest } from "./manifest";

export interface Known {
  digest: string;
  bytes: number;
}

export interface KnownManifest extends Known {
  mediaType: string;
}

const sizes = {
  blobs:
    "SELECT digest, bytes FROM repository_blobs JOIN blobs USING (digest) WHERE repository = $1 AND digest = ANY ($2)",
  manifests: "SELECT digest, length(content) AS bytes FROM manifests WHERE repository = $1 AND digest = ANY ($2)",
} as const;

export function pushCatalogIn(pool: Pool) {
  const sizesOf = async (kind: keyof typeof sizes, repository: string, digests: readonly string[]) => {
    const values = [repository, digests];
    const { rows } = await pool.query<{ digest: string; bytes: string }>({ name: kind, text: sizes[kind], values });
    return new Map(rows.map(({ digest, bytes }) => [digest, Number(bytes)]));
  };

  /** @throws {Refused} 400 when a repository has not all that is named, as it is named */
  async function demand(kind: keyof typeof sizes, repository: string, named: readonly Descriptor[]): Promise<void> {
    if (named.length === 0) return;
    const there = await sizesOf(kind, repository, [...new Set(named.map(({ digest }) => digest))]);
    const missing = named.find(({ digest }) => !there.has(digest));
    if (missing)
      throw new Refused(400, "MANIFEST_BLOB_UNKNOWN", `${repository} has no ${missing.digest}: push it first`);
    const other = named.find(({ digest, size }) => there.get(digest) !== size);
    if (other) throw new Refused(400, "SIZE_INVALID", `${other.digest} has not ${other.size} bytes`);
  }

  return {
    async blob(repository: string, digest: string): Promise<Known | undefined> {
      const bytes = (await sizesOf("blobs", repository, [digest])).get(digest);
      return bytes === undefined ? undefined : { digest, bytes };
    },

    async manifest(repository: string, reference: Reference): Promise<KnownManifest | undefined> {
      const { rows } = await pool.query<{ digest: string; media_type: string; bytes: number }>(
        "tag" in reference
          ? `SELECT digest, media_type, length(content) AS bytes FROM tags JOIN manifests USING (repository, digest)
              WHERE repository = $1 AND name = $2`
          : "SELECT digest, media_type, length(content) AS bytes FROM manifests WHERE repository = $1 AND digest = $2",
        [repository, "tag" in reference ? reference.tag : reference.digest],
      );
      return rows[0] && { digest: rows[0].digest, mediaType: rows[0].media_type, bytes: rows[0].bytes };
    },

    /** Takes a tag away, or a manifest with all its tags. False where there is none. What they name stays. */
    async remove(repository: string, reference: Reference): Promise<boolean> {
      const { rowCount } = await pool.query(
        "tag" in reference
          ? "DELETE FROM tags WHERE repository = $1 AND name = $2"
          : "DELETE FROM manifests WHERE repository = $1 AND digest = $2",
        [repository, "tag" in reference ? reference.tag : reference.digest],
      );
      return rowCount === 1;
    },

    /** Gives a repository a blob of another. False where that has none. */
    mount(repository: string, digest: string, from: string): Promise<boolean> {
      return inTransaction(pool, async (client) => {
        await client.query("INSERT INTO repositories (name) VALUES ($1) ON CONFLICT DO NOTHING", [repository]);
        const { rowCount } = await client.query(
          `INSERT INTO repository_blobs (repository, digest)
            SELECT $1, digest FROM repository_blobs WHERE repository = $3 AND digest = $2
            ON CONFLICT (repository, digest) DO UPDATE SET digest = excluded.digest`,
          [repository, digest, from],
        );
        return rowCount === 1;
      });
    },

    /**
     * Stores a manifest, moves its tag, and stores the event of it, all or nothing. Where it was there, and the tag too,
     * nothing has happened and there is no event: so a client that got no answer may send it again.
     * @throws {Refused} 400 when the repository lacks what it names
     */
    async push(repository: string, manifest: PushedManifest, tag: string | undefined, actor: string): Promise<void> {
      await demand("blobs", repository, manifest.blobs);
      await demand("manifests", repository, manifest.manifests);
      await inTransaction(pool, async (client) => {
        const stored = await store(client, repository, manifest);
        const moved = tag !== undefined && (await moveTag(client, repository, tag, manifest.digest));
        if (!stored && !moved) return;
        const { digest, bytes, mediaType } = manifest;
        const data = { repository, digest, actor, bytes, media_type: mediaType, ...(tag !== undefined && { tag }) };
        await enqueue(client, events.imagePushed, data);
      });
    },
  };
}
export type PushCatalog = ReturnType<typeof pushCatalogIn>;

async function store(client: PoolClient, repository: string, manifest: PushedManifest): Promise<boolean> {
  await client.query("INSERT INTO repositories (name) VALUES ($1) ON CONFLICT DO NOTHING", [repository]);
  const { rowCount } = await client.query(
    `INSERT INTO manifests (repository, digest, media_type, content, subject, artifact_type, referrer)
      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [
      repository,
      manifest.digest,
      manifest.mediaType,
      manifest.content,
      manifest.about?.subject,
      manifest.about?.referrer.artifactType,
      manifest.about && JSON.stringify(manifest.about.referrer),
    ],
  );
  return rowCount === 1;
}

async function moveTag(client: PoolClient, repository: string, tag: string, digest: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO tags (repository, name, digest) VALUES ($1, $2, $3)
      ON CONFLICT (repository, name) DO UPDATE SET digest = excluded.digest, moved_at = now()
      WHERE tags.digest <> excluded.digest`,
    [repository, tag, digest],
  );
  return rowCount === 1;
}
