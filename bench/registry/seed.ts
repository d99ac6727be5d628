import type { Pool } from "pg";
import { sha256 } from "../../test/support/backends";

export interface Seeded {
  repository: string;
  blobs: string[];
}

/** Fills a catalog with repositories that have as many blobs each. */
export async function seed(pool: Pool, size: { repositories: number; blobs: number }): Promise<Seeded[]> {
  const images = Array.from({ length: size.repositories }, (_, i) => ({
    repository: `team/app-${i}`,
    blobs: Array.from({ length: size.blobs }, (_, j) => sha256(Buffer.from(`${i} ${j}`))),
  }));
  for (const { repository, blobs } of images) {
    await pool.query("INSERT INTO repositories (name) VALUES ($1)", [repository]);
    for (const digest of blobs) {
      await pool.query("INSERT INTO blobs (digest, bytes, object) VALUES ($1, 1, $2)", [digest, `blobs/${digest}`]);
      await pool.query("INSERT INTO repository_blobs VALUES ($1, $2)", [repository, digest]);
    }
  }
  return images;
}
