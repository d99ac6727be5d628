/** Uploads in parts, of one bucket. A part's file is named by its number, its size and its etag. */
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { S3Error } from "./errors";
import { readAll, writeNew } from "./files";
import type { Headers, Objects, StoredObject } from "./objects";
import type { NamedPart } from "./xml";

/** Bytes of all parts but the last, and the highest number (developers.cloudflare.com/r2/objects/multipart-objects). */
const leastPart = 5 * 1024 ** 2;
export const mostParts = 10_000;

const shape = z.strictObject({ key: z.string(), headers: z.record(z.string(), z.string()) });

interface Part {
  file: string;
  number: number;
  size: number;
  etag: string;
}

export class Uploads {
  private constructor(
    private readonly folder: string,
    private readonly objects: Objects,
  ) {}

  static async open(folder: string, objects: Objects): Promise<Uploads> {
    await mkdir(folder, { recursive: true });
    return new Uploads(folder, objects);
  }

  async begin(key: string, headers: Headers): Promise<string> {
    const id = randomBytes(24).toString("hex");
    await mkdir(join(this.folder, id));
    await writeFile(join(this.folder, id, "upload.json"), JSON.stringify({ key, headers }));
    return id;
  }

  async putPart(id: string, key: string, number: number, pieces: AsyncIterable<Buffer>): Promise<string> {
    await this.#headersOf(id, key);
    const folder = join(this.folder, id);
    const { file, size, md5 } = await writeNew(folder, pieces).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "ENOENT" ? new S3Error("NoSuchUpload") : error; // aborted meanwhile
    });
    const earlier = (await this.#parts(id)).filter((part) => part.number === number);
    await rename(join(folder, file), join(folder, `${number}-${size}-${md5}`));
    for (const part of earlier) if (part.etag !== md5) await rm(join(folder, part.file), { force: true });
    return md5;
  }

  async complete(
    id: string,
    key: string,
    named: readonly NamedPart[],
    admit: (existing: StoredObject | undefined) => void,
  ): Promise<StoredObject> {
    const headers = await this.#headersOf(id, key);
    const there = new Map((await this.#parts(id)).map((part) => [part.number, part]));
    const parts = named.map(({ number, etag }, index) => {
      const part = there.get(number);
      if (part?.etag !== etag || number <= (named[index - 1]?.number ?? 0)) throw new S3Error("InvalidPart");
      return part;
    });
    const [first, ...others] = parts;
    for (const [index, { size }] of parts.slice(0, -1).entries()) {
      if (size < leastPart) throw new S3Error("EntityTooSmall");
      if (size !== first?.size) throw uneven(index);
    }
    if (first && (others.at(-1)?.size ?? 0) > first.size) throw uneven(parts.length - 1);
    const digests = createHash("md5").update(Buffer.from(parts.map(({ etag }) => etag).join(""), "hex"));
    const pieces = readAll(parts.map(({ file }) => join(this.folder, id, file)));
    const object = await this.objects.put(key, headers, pieces, admit, `${digests.digest("hex")}-${parts.length}`);
    await this.#drop(id);
    return object;
  }

  async abort(id: string, key: string): Promise<void> {
    await this.#headersOf(id, key);
    await this.#drop(id);
  }

  async #headersOf(id: string, key: string): Promise<Headers> {
    if (!/^[0-9a-f]{48}$/.test(id)) throw new S3Error("NoSuchUpload");
    const text = await readFile(join(this.folder, id, "upload.json"), "utf8").catch(() => {
      throw new S3Error("NoSuchUpload");
    });
    const upload = shape.parse(JSON.parse(text));
    if (upload.key !== key) throw new S3Error("NoSuchUpload");
    return upload.headers;
  }

  async #parts(id: string): Promise<Part[]> {
    return (await readdir(join(this.folder, id))).flatMap((file) => {
      const [, number, size, etag] = /^(\d+)-(\d+)-([0-9a-f]{32})$/.exec(file) ?? [];
      return etag === undefined ? [] : [{ file, number: Number(number), size: Number(size), etag }];
    });
  }

  #drop(id: string): Promise<void> {
    return rm(join(this.folder, id), { recursive: true, force: true });
  }
}

const uneven = (index: number) =>
  new S3Error("InvalidPart", `All non-trailing parts must have the same length: part ${index + 1} has another.`);
