/** Content in files: it passes piece by piece, so that memory does not grow with it. */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Written {
  /** The file's name in its folder. */
  file: string;
  size: number;
  md5: string;
}

/** Writes a new file; of content that turns out to be wrong nothing stays. */
export async function writeNew(folder: string, pieces: AsyncIterable<Buffer>): Promise<Written> {
  const file = randomUUID();
  const hash = createHash("md5");
  let size = 0;
  try {
    await pipeline(
      pieces,
      async function* (source: AsyncIterable<Buffer>) {
        for await (const piece of source) {
          hash.update(piece);
          size += piece.length;
          yield piece;
        }
      },
      createWriteStream(join(folder, file), { flags: "wx" }),
    );
  } catch (error) {
    await rm(join(folder, file), { force: true });
    throw error;
  }
  return { file, size, md5: hash.digest("hex") };
}

/** The bytes from `start` to `end`, both included. What is deleted while it is read is read to its end. */
export async function read(path: string, start: number, end: number): Promise<Readable> {
  const handle = await open(path);
  return handle.createReadStream({ start, end });
}

/** One file after the other. */
export async function* readAll(paths: readonly string[]): AsyncGenerator<Buffer> {
  for (const path of paths) yield* (await open(path)).createReadStream();
}
