/** What there is, as the database tells it. */
import { LRUCache } from "lru-cache";
import type { Pool } from "pg";
import type { Reference } from "../oci";
import type { ReferrersPage } from "./referrers";

export interface Manifest {
  digest: string;
  mediaType: string;
  content: Buffer;
}

export interface Catalog {
  manifest(repository: string, reference: Reference): Promise<Manifest | undefined>;
  /** Where its bytes are in the bucket; undefined where this repository has no such blob. */
  blob(repository: string, digest: string): Promise<string | undefined>;
  /** Descriptors of the manifests that are about another, in the order of their digests. */
  referrers(repository: string, subject: string, page: ReferrersPage): Promise<{ digest: string }[]>;
  /** In the order of their bytes; undefined where there is no such repository. */
  tags(repository: string, page: { after: string; most: number }): Promise<string[] | undefined>;
}

// Named, so that Postgres plans each once a connection.
const byTag = `SELECT m.digest, m.media_type, m.content FROM tags t JOIN manifests m USING (repository, digest)
  WHERE t.repository = $1 AND t.name = $2`;
const byDigest = "SELECT digest, media_type, content FROM manifests WHERE repository = $1 AND digest = $2";

/**
 * Which blobs a repository has, is remembered for as long as a tenth of a token's life, by which what is taken away lasts
 * anyway; that it lacks one, never: it may be pushed at any time.
 */
const blobsRemembered = { max: 20_000, ttl: 30_000 } as const;

export function catalogIn(pool: Pool): Catalog {
  const objects = new LRUCache<string, string, { repository: string; digest: string }>({
    ...blobsRemembered,
    async fetchMethod(_key, _stale, { context: { repository, digest } }) {
      const { rows } = await pool.query<{ object: string }>({
        name: "blob",
        text: "SELECT object FROM repository_blobs JOIN blobs USING (digest) WHERE repository = $1 AND digest = $2",
        values: [repository, digest],
      });
      return rows[0]?.object;
    },
  });
  return {
    async manifest(repository, reference) {
      const isTag = "tag" in reference;
      const { rows } = await pool.query<{ digest: string; media_type: string; content: Buffer }>({
        name: isTag ? "manifest-by-tag" : "manifest-by-digest",
        text: isTag ? byTag : byDigest,
        values: [repository, isTag ? reference.tag : reference.digest],
      });
      const [row] = rows;
      return row && { digest: row.digest, mediaType: row.media_type, content: row.content };
    },
    async blob(repository, digest) {
      const key = `${repository} ${digest}`;
      return objects.get(key) ?? objects.fetch(key, { context: { repository, digest } });
    },
    async referrers(repository, subject, { after, most, artifactType }) {
      const { rows } = await pool.query<{ referrer: { digest: string } }>({
        name: "referrers",
        text: `SELECT referrer FROM manifests WHERE repository = $1 AND subject = $2 AND digest > $3
          AND ($4::text IS NULL OR artifact_type = $4) ORDER BY digest LIMIT $5`,
        values: [repository, subject, after, artifactType, most],
      });
      return rows.map(({ referrer }) => referrer);
    },
    async tags(repository, { after, most }) {
      const { rows } = await pool.query<{ name: string | null }>({
        name: "tags",
        text: `SELECT t.name FROM repositories r LEFT JOIN tags t ON t.repository = r.name AND t.name > $2
          WHERE r.name = $1 ORDER BY t.name LIMIT $3`,
        values: [repository, after, most],
      });
      return rows.length === 0 ? undefined : rows.flatMap(({ name }) => (name === null ? [] : [name]));
    },
  };
}
