/** From the first byte of a blob to the last: what comes is kept at once, and is a blob when its digest is as it was said. */
import { createHash } from "node:crypto";
import { S3ServiceException } from "@aws-sdk/client-s3";
import { Refused } from "../serving";
import type { Bucket } from "./bucket";
import { type Received, receiver, wholeOf } from "./receive";
import type { Upload, Uploads } from "./uploads";

const empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export function blobsIn(bucket: Bucket, uploads: Uploads) {
  const receive = receiver(bucket, uploads);

  /** The object with all that was received. */
  async function joined(upload: Upload, { multipart, parts, rest, bytes }: Received): Promise<string> {
    if (multipart === undefined) {
      if (upload.tail !== undefined && bytes === upload.bytes) return upload.tail;
      const object = await uploads.spare();
      await bucket.put(object, rest);
      return object;
    }
    const etags = [...parts];
    if (rest.byteLength > 0) etags.push(await bucket.putPart(wholeOf(upload), multipart, etags.length + 1, rest));
    await bucket.complete(wholeOf(upload), multipart, etags);
    return wholeOf(upload);
  }

  async function digestIn(object: string): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of await bucket.read(object)) hash.update(chunk);
    return `sha256:${hash.digest("hex")}`;
  }

  return {
    /** Keeps what a request brings, and tells how many bytes there are. */
    async append(upload: Upload, body: AsyncIterable<Uint8Array>, length?: number): Promise<number> {
      const { rest, ...received } = await known(() => receive(upload, body));
      if (length !== undefined && received.bytes - upload.bytes !== length)
        throw new Refused(400, "SIZE_INVALID", `Content-Range tells of ${length} bytes, and the body has others`);
      if (received.bytes === upload.bytes) return upload.bytes;
      const tail = rest.byteLength > 0 ? await uploads.spare() : undefined;
      if (tail !== undefined) await bucket.put(tail, rest);
      await uploads.advance(upload, { ...received, tail });
      return received.bytes;
    },

    /**
     * Makes a blob of what was received and what this request brings.
     * @throws {Refused} 400 when its digest is another
     */
    async finish(upload: Upload, body: AsyncIterable<Uint8Array>, digest: string): Promise<void> {
      const received = await known(() => receive(upload, body));
      const nothingNew = received.bytes === upload.bytes;
      const told = nothingNew && upload.bytes > 0 ? upload.digest : received.digest;
      if (told !== undefined && told !== digest) throw wrong(digest, told);
      const object = await known(() => joined(upload, received));
      const found = told ?? (await digestIn(object));
      if (found !== digest) throw wrong(digest, found);
      await uploads.finish(upload, digest, received.bytes, object);
    },
  };
}
export type Blobs = ReturnType<typeof blobsIn>;

const wrong = (digest: string, found: string) =>
  new Refused(400, "DIGEST_INVALID", `the bytes that came are ${found === empty ? "none" : found}, and not ${digest}`);

/** An upload in parts that is over, or was given up, is one that its client begins again. */
async function known<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof S3ServiceException && ["NoSuchUpload", "NoSuchKey", "InvalidPart"].includes(error.name))
      throw new Refused(404, "BLOB_UPLOAD_UNKNOWN", "this upload cannot be gone on with; begin it again");
    throw error;
  }
}
