/** The objects of one bucket: their content in files, and beside each what is to be known of it, which is in memory too. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import { S3Error } from "./errors";
import { read, writeNew } from "./files";

const shape = z.strictObject({
  key: z.string(),
  file: z.string(),
  size: z.int().nonnegative(),
  etag: z.string(),
  modified: z.iso.datetime(),
  /** Headers it is given back with. */
  headers: z.record(z.string(), z.string()),
});
export type StoredObject = z.output<typeof shape>;

export type Headers = StoredObject["headers"];

export class Objects {
  readonly #objects = new Map<string, StoredObject>();

  private constructor(
    private readonly folder: string,
    private readonly now: () => Date,
  ) {}

  static async open(folder: string, now: () => Date): Promise<Objects> {
    const objects = new Objects(folder, now);
    for (const part of ["data", "objects"]) await mkdir(join(folder, part), { recursive: true });
    const files = new Set(await readdir(join(folder, "data")));
    for (const name of await readdir(join(folder, "objects"))) {
      const known = shape.parse(JSON.parse(await readFile(join(folder, "objects", name), "utf8")));
      if (files.delete(known.file)) objects.#objects.set(known.key, known);
      else await rm(join(folder, "objects", name)); // was being deleted when its process died
    }
    for (const file of files) await rm(join(folder, "data", file)); // was being written
    return objects;
  }

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key);
  }

  /** In the order of their bytes in UTF-8, as S3 lists them. */
  inOrder(): StoredObject[] {
    return [...this.#objects.values()].sort((one, other) => compareKeys(one.key, other.key));
  }

  /**
   * The last to be whole wins. `admit` judges what is there by then, and may refuse. The etag is the content's MD5 unless
   * one is given.
   */
  async put(
    key: string,
    headers: Headers,
    pieces: AsyncIterable<Buffer>,
    admit: (existing: StoredObject | undefined) => void,
    etag?: string,
  ): Promise<StoredObject> {
    const { file, size, md5 } = await writeNew(join(this.folder, "data"), pieces);
    const before = this.#objects.get(key);
    try {
      admit(before);
    } catch (error) {
      await this.#drop(file);
      throw error;
    }
    const object = { key, file, size, etag: etag ?? md5, modified: this.now().toISOString(), headers };
    this.#objects.set(key, object);
    await writeFileAtomic(this.#pathOf(key), JSON.stringify(object), { fsync: false });
    if (before) await this.#drop(before.file);
    return object;
  }

  async read(object: StoredObject, start: number, end: number): Promise<Readable> {
    return read(join(this.folder, "data", object.file), start, end).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "ENOENT" ? new S3Error("NoSuchKey") : error; // deleted since it was looked up
    });
  }

  async delete(key: string): Promise<void> {
    const object = this.#objects.get(key);
    if (!object) return;
    this.#objects.delete(key);
    await rm(this.#pathOf(key), { force: true });
    await this.#drop(object.file);
  }

  #drop(file: string): Promise<void> {
    return rm(join(this.folder, "data", file), { force: true });
  }

  /** A key may be anything; a file's name may not. */
  #pathOf(key: string): string {
    return join(this.folder, "objects", `${createHash("sha256").update(key).digest("hex")}.json`);
  }
}

export function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
