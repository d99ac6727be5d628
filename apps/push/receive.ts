/** A body on its way into the bucket: never more of it in memory than two parts. */
import { createHash } from "node:crypto";
import { Refused } from "../serving";
import type { Bucket } from "./bucket";
import type { Progress, Upload, Uploads } from "./uploads";

/** The least that R2 takes; all but the last are of one size (developers.cloudflare.com/r2/objects/multipart-objects). */
export const partBytes = 5 * 1024 ** 2;
const mostParts = 10_000;

export interface Received extends Omit<Progress, "tail"> {
  /** What makes no part yet. */
  rest: Buffer;
}

/** The object that an upload's parts make. */
export const wholeOf = ({ id }: Pick<Upload, "id">): string => `blobs/${id}`;

export function receiver(bucket: Bucket, uploads: Pick<Uploads, "spare">) {
  /** @throws {Refused} 400 when the body ends before its time */
  return async (upload: Upload, body: AsyncIterable<Uint8Array>): Promise<Received> => {
    // Node's hashes cannot be stored, so that of the first request alone is known without reading all of it again.
    const hash = upload.bytes === 0 ? createHash("sha256") : undefined;
    let { bytes, multipart } = upload;
    const parts = [...upload.parts];
    const part = new Part();
    let sending: Promise<void> = Promise.resolve();

    async function send(content: Buffer): Promise<void> {
      multipart ??= await bucket.begin(await uploads.spare(wholeOf(upload)));
      parts.push(await bucket.putPart(wholeOf(upload), multipart, parts.length + 1, content));
    }
    async function add(chunk: Uint8Array): Promise<void> {
      for (const full of part.add(chunk)) {
        await sending;
        if (parts.length === mostParts)
          throw new Refused(413, "SIZE_INVALID", `more than ${mostParts * partBytes} bytes`);
        sending = send(full);
        sending.catch(() => {}); // is told where it is awaited
      }
    }

    /** What came last and made no part is read back only where something is added to it. */
    let isBegun = upload.tail === undefined;
    async function begin(): Promise<void> {
      if (isBegun) return;
      isBegun = true;
      for await (const chunk of await bucket.read(upload.tail as string)) await add(chunk);
    }

    for await (const chunk of whole(body)) {
      if (chunk.byteLength === 0) continue;
      await begin();
      hash?.update(chunk);
      bytes += chunk.byteLength;
      await add(chunk);
    }
    if (multipart !== undefined) await begin();
    await sending;
    return { bytes, digest: hash && `sha256:${hash.digest("hex")}`, multipart, parts, rest: part.rest() };
  };
}

/** Bytes that become parts. */
class Part {
  #chunks: Uint8Array[] = [];
  #left = partBytes;

  *add(chunk: Uint8Array): Iterable<Buffer> {
    let rest = chunk;
    while (rest.byteLength >= this.#left) {
      const end = this.#left;
      this.#chunks.push(rest.subarray(0, end));
      yield this.rest();
      rest = rest.subarray(end);
    }
    if (rest.byteLength === 0) return;
    this.#chunks.push(rest);
    this.#left -= rest.byteLength;
  }

  rest(): Buffer {
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#left = partBytes;
    return all;
  }
}

async function* whole(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new Refused(400, "BLOB_UPLOAD_INVALID", "the body ended before its time");
  }
}
