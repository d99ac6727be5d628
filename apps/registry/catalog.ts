/** What there is, as the database tells it. */
import type { Pool } from "pg";

export interface Manifest {
  digest: string;
  mediaType: string;
  content: Buffer;
}

export interface Catalog {
  manifest(repository: string, reference: { tag: string } | { digest: string }): Promise<Manifest | undefined>;
  /** Where its bytes are in the bucket; undefined where this repository has no such blob. */
  blob(repository: string, digest: string): Promise<string | undefined>;
  /** In the order of their bytes; undefined where there is no such repository. */
  tags(repository: string, page: { after: string; most: number }): Promise<string[] | undefined>;
}

// Named, so that Postgres plans each once a connection.
const byTag = `SELECT m.digest, m.media_type, m.content FROM tags t JOIN manifests m USING (repository, digest)
  WHERE t.repository = $1 AND t.name = $2`;
const byDigest = "SELECT digest, media_type, content FROM manifests WHERE repository = $1 AND digest = $2";

export function catalogIn(pool: Pool): Catalog {
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
      const { rows } = await pool.query<{ object: string }>({
        name: "blob",
        text: "SELECT object FROM repository_blobs JOIN blobs USING (digest) WHERE repository = $1 AND digest = $2",
        values: [repository, digest],
      });
      return rows[0]?.object;
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
