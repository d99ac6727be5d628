import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { startS3 } from "../../../../local/stand-ins/s3";
import { client, key, reader, send, withS3, writer } from "./support";

const MiB = 1024 ** 2;
const Bucket = "layers";
const md5 = (...pieces: Buffer[]) => createHash("md5").update(Buffer.concat(pieces)).digest("hex");
const refused = (name: string, status: number) => (error: { name: string; $metadata: { httpStatusCode?: number } }) => {
  assert.deepEqual([error.name, error.$metadata.httpStatusCode], [name, status]);
  return true;
};

describe("the official client on the S3 stand-in", () => {
  const everywhere = key("everywhere", { buckets: ["layers", "blobs", "nowhere"] });
  const { s3, at } = withS3({ keys: [writer, reader, everywhere] });
  let s3Client: S3Client;
  before(() => {
    s3Client = client(s3().url, writer);
  });
  const put = (Key: string, Body: string | Buffer = Key, more = {}) =>
    s3Client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more = {}) => {
    const answer = await s3Client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...answer, text: await answer.Body?.transformToString() };
  };

  describe("objects", () => {
    it("come back as they were put: content, type and metadata", async () => {
      const Metadata = { digest: "sha256:1" };
      const { ETag } = await put("a/b c", "layer", { ContentType: "text/plain", CacheControl: "no-store", Metadata });
      assert.equal(ETag, `"${md5(Buffer.from("layer"))}"`);
      const got = await get("a/b c");
      assert.deepEqual(
        [got.text, got.ContentType, got.CacheControl, got.Metadata, got.ETag, got.ContentLength],
        ["layer", "text/plain", "no-store", Metadata, ETag, 5],
      );
      const head = await s3Client.send(new HeadObjectCommand({ Bucket, Key: "a/b c" }));
      assert.deepEqual([head.ContentLength, head.ETag, head.Metadata], [5, ETag, Metadata]);
    });

    it("may be empty, and are replaced whole", async () => {
      await put("empty", "");
      assert.equal((await get("empty")).text, "");
      await put("empty", "no more");
      assert.equal((await get("empty")).text, "no more");
    });

    for (const name of ["../../etc", "a//b", "ä ö+ü%2F", "a?b&c=d", ".", "'()*!~"])
      it(`a key may be ${name}`, async () => {
        await put(name, "x");
        assert.equal((await get(name)).text, "x");
        const { Contents = [] } = await s3Client.send(new ListObjectsV2Command({ Bucket, Prefix: name }));
        assert.deepEqual(
          Contents.map(({ Key }) => Key),
          [name],
        );
        await s3Client.send(new DeleteObjectCommand({ Bucket, Key: name }));
      });

    it("a key has at most 1,024 bytes", async () => {
      await put("ä".repeat(512), "x");
      await assert.rejects(put("ä".repeat(513), "x"), refused("InvalidObjectName", 400));
    });

    it("ranges: from, to, and the last bytes", async () => {
      await put("ranged", "0123456789");
      for (const [Range, text, shown] of [
        ["bytes=2-4", "234", "bytes 2-4/10"],
        ["bytes=7-", "789", "bytes 7-9/10"],
        ["bytes=-2", "89", "bytes 8-9/10"],
        ["bytes=8-99", "89", "bytes 8-9/10"],
      ]) {
        const got = await get("ranged", { Range });
        assert.deepEqual([got.text, got.ContentRange, got.$metadata.httpStatusCode], [text, shown, 206]);
      }
      await assert.rejects(get("ranged", { Range: "bytes=10-" }), refused("InvalidRange", 416));
      await assert.rejects(get("ranged", { Range: "bytes=4-2" }), refused("InvalidArgument", 400));
    });

    it("metadata have at most 8,192 bytes", async () => {
      await put("described", "x", { Metadata: { a: "b".repeat(8191) } });
      await assert.rejects(
        put("described", "x", { Metadata: { a: "b".repeat(8192) } }),
        refused("MetadataTooLarge", 400),
      );
    });

    it("conditions: of a read", async () => {
      const { ETag } = await put("conditional", "x");
      assert.equal((await get("conditional", { IfMatch: ETag })).text, "x");
      await assert.rejects(get("conditional", { IfMatch: '"other"' }), refused("PreconditionFailed", 412));
      await assert.rejects(get("conditional", { IfNoneMatch: ETag }), refused("Unknown", 304));
      await assert.rejects(get("conditional", { IfModifiedSince: new Date() }), refused("Unknown", 304));
      const long = new Date(0);
      await assert.rejects(get("conditional", { IfUnmodifiedSince: long }), refused("PreconditionFailed", 412));
    });

    it("conditions: of a write, also against who writes meanwhile", async () => {
      const once = () => put("once", "x", { IfNoneMatch: "*" });
      const ended = await Promise.allSettled([once(), once(), once()]);
      assert.equal(ended.filter(({ status }) => status === "fulfilled").length, 1);
      await assert.rejects(once(), refused("PreconditionFailed", 412));
      await assert.rejects(put("once", "y", { IfMatch: '"other"' }), refused("PreconditionFailed", 412));
      assert.equal((await get("once")).text, "x");
    });

    it("what is not there: NoSuchKey, and deleting it is no mistake", async () => {
      await assert.rejects(get("nothing"), refused("NoSuchKey", 404));
      await assert.rejects(s3Client.send(new HeadObjectCommand({ Bucket, Key: "nothing" })), refused("NotFound", 404));
      await s3Client.send(new DeleteObjectCommand({ Bucket, Key: "nothing" }));
    });
  });

  describe("checksums", () => {
    for (const ChecksumAlgorithm of ["CRC32", "SHA1", "SHA256"] as const)
      it(`${ChecksumAlgorithm}: of a text, and behind a stream`, async () => {
        await put("checked", "layer", { ChecksumAlgorithm });
        const body = Readable.from([Buffer.alloc(MiB, "a"), Buffer.alloc(10, "b")]);
        await put("streamed", body as never, { ChecksumAlgorithm, ContentLength: MiB + 10 });
        const { ContentLength, ContentEncoding } = await get("streamed");
        assert.deepEqual([ContentLength, ContentEncoding], [MiB + 10, undefined]);
      });

    it("as the client takes them by itself", async () => {
      const usual = client(s3().url, writer, { requestChecksumCalculation: "WHEN_SUPPORTED" });
      await usual.send(new PutObjectCommand({ Bucket, Key: "usual", Body: "layer" }));
      assert.equal((await get("usual")).text, "layer");
    });

    it("of other content: BadDigest, and nothing is stored", async () => {
      const other = createHash("sha256").update("other").digest("base64");
      await assert.rejects(put("bad", "layer", { ChecksumSHA256: other }), refused("BadDigest", 400));
      await assert.rejects(put("bad", "layer", { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }), refused("BadDigest", 400));
      await assert.rejects(put("bad", "layer", { ContentMD5: "short" }), refused("InvalidDigest", 400));
      await assert.rejects(get("bad"), refused("NoSuchKey", 404));
    });

    it("that this stand-in does not know: NotImplemented", async () => {
      await assert.rejects(put("crc", "layer", { ChecksumCRC32C: "AAAAAA==" }), refused("NotImplemented", 501));
    });
  });

  describe("lists", () => {
    const names = ["b/1", "b/2", "b/c/3", "d", "e/4"];
    const listed = async (more = {}) => {
      const answer = await client(s3().url, everywhere).send(new ListObjectsV2Command({ Bucket: "blobs", ...more }));
      return {
        keys: (answer.Contents ?? []).map(({ Key }) => Key),
        prefixes: (answer.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        next: answer.NextContinuationToken,
      };
    };
    before(async () => {
      for (const Key of names.toReversed())
        await client(s3().url, everywhere).send(new PutObjectCommand({ Bucket: "blobs", Key, Body: Key }));
    });

    it("keys in order, by prefix, after one, and by delimiter", async () => {
      assert.deepEqual((await listed()).keys, names);
      assert.deepEqual((await listed({ Prefix: "b/" })).keys, ["b/1", "b/2", "b/c/3"]);
      assert.deepEqual((await listed({ StartAfter: "b/2" })).keys, ["b/c/3", "d", "e/4"]);
      const { keys, prefixes } = await listed({ Delimiter: "/" });
      assert.deepEqual([keys, prefixes], [["d"], ["b/", "e/"]]);
      assert.deepEqual((await listed({ Delimiter: "/", Prefix: "b/" })).prefixes, ["b/c/"]);
      assert.deepEqual((await listed({ Delimiter: "/", StartAfter: "b/1" })).prefixes, ["b/", "e/"]);
      assert.deepEqual(await listed({ MaxKeys: 0 }), { keys: [], prefixes: [], next: undefined });
    });

    for (const Delimiter of [undefined, "/"])
      it(`in pages of one, ${Delimiter ? "by delimiter" : "every key"}: the same as in one page`, async () => {
        const pages: unknown[] = [];
        for (let next: string | undefined, turn = 0; turn === 0 || next; turn++) {
          assert.ok(turn < 10);
          const page = await listed({ MaxKeys: 1, Delimiter, ContinuationToken: next });
          pages.push(...page.keys, ...page.prefixes);
          next = page.next;
        }
        const whole = await listed({ Delimiter });
        assert.deepEqual([...pages].sort(), [...whole.keys, ...whole.prefixes].sort());
      });
  });

  describe("uploads in parts", () => {
    const begin = async (Key: string) => {
      const { UploadId } = await s3Client.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ContentType: "text/x" }),
      );
      return { Bucket, Key, UploadId: UploadId as string };
    };
    type Upload = Awaited<ReturnType<typeof begin>>;
    const part = async (upload: Upload, PartNumber: number, Body: Buffer) => {
      const { ETag } = await s3Client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      return { PartNumber, ETag };
    };
    const complete = (upload: Upload, Parts: { PartNumber: number; ETag: string | undefined }[]) =>
      s3Client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    const [large, small] = [Buffer.alloc(5 * MiB, "a"), Buffer.from("the end")];

    it("become one object, with an etag of etags, and a part sent again counts once", async () => {
      const upload = await begin("parted");
      await part(upload, 1, Buffer.alloc(5 * MiB, "z"));
      const parts = [await part(upload, 1, large), await part(upload, 2, small)];
      const { ETag } = await complete(upload, parts);
      const digests = [large, small].map((piece) => Buffer.from(md5(piece), "hex"));
      assert.equal(ETag, `"${md5(...digests)}-2"`);
      const got = await get("parted");
      assert.deepEqual([got.ContentLength, got.ContentType, got.text?.slice(-7)], [5 * MiB + 7, "text/x", "the end"]);
      await assert.rejects(complete(upload, parts), refused("NoSuchUpload", 404));
    });

    it("of a part that was not sent: InvalidPart", async () => {
      const upload = await begin("unsent");
      const sent = await part(upload, 1, small);
      await assert.rejects(complete(upload, [sent, { PartNumber: 2, ETag: sent.ETag }]), refused("InvalidPart", 400));
      await assert.rejects(complete(upload, [{ ...sent, ETag: '"0"' }]), refused("InvalidPart", 400));
      await assert.rejects(complete(upload, [sent, sent]), refused("InvalidPart", 400));
      await complete(upload, [sent]);
    });

    it("of a small part before another: EntityTooSmall", async () => {
      const upload = await begin("small");
      const parts = [await part(upload, 1, small), await part(upload, 2, small)];
      await assert.rejects(complete(upload, parts), refused("EntityTooSmall", 400));
    });

    it("of parts that are not all the same but the last: InvalidPart, as R2 alone has it", async () => {
      const upload = await begin("uneven");
      const larger = Buffer.alloc(6 * MiB, "b");
      const parts = [await part(upload, 1, large), await part(upload, 2, larger), await part(upload, 3, small)];
      await assert.rejects(complete(upload, parts), refused("InvalidPart", 400));
      await assert.rejects(complete(upload, parts.slice(0, 2)), refused("InvalidPart", 400));
    });

    it("that are given up: NoSuchUpload", async () => {
      const upload = await begin("given-up");
      const sent = await part(upload, 1, small);
      await s3Client.send(new AbortMultipartUploadCommand(upload));
      await assert.rejects(part(upload, 2, small), refused("NoSuchUpload", 404));
      await assert.rejects(complete(upload, [sent]), refused("NoSuchUpload", 404));
      await assert.rejects(get("given-up"), refused("NoSuchKey", 404));
    });

    it("belong to their key", async () => {
      const upload = await begin("mine");
      await assert.rejects(part({ ...upload, Key: "yours" }, 1, small), refused("NoSuchUpload", 404));
    });
  });

  describe("is refused", () => {
    it("a bucket that there is not: NoSuchBucket, to who might", async () => {
      const who = client(s3().url, everywhere);
      await assert.rejects(
        who.send(new GetObjectCommand({ Bucket: "nowhere", Key: "a" })),
        refused("NoSuchBucket", 404),
      );
      await assert.rejects(who.send(new HeadBucketCommand({ Bucket: "nowhere" })), refused("NotFound", 404));
      await who.send(new HeadBucketCommand({ Bucket }));
    });

    it("a bucket that is not the key's, and the list of buckets: AccessDenied", async () => {
      await assert.rejects(
        s3Client.send(new GetObjectCommand({ Bucket: "blobs", Key: "d" })),
        refused("AccessDenied", 403),
      );
      await assert.rejects(s3Client.send(new ListBucketsCommand()), refused("AccessDenied", 403));
    });

    it("a write with a key that reads: AccessDenied", async () => {
      const who = client(s3().url, reader);
      for (const command of [
        new PutObjectCommand({ Bucket, Key: "a", Body: "x" }),
        new DeleteObjectCommand({ Bucket, Key: "a" }),
        new CreateMultipartUploadCommand({ Bucket, Key: "a" }),
      ])
        await assert.rejects(who.send(command as PutObjectCommand), refused("AccessDenied", 403));
      await who.send(new ListObjectsV2Command({ Bucket }));
    });

    it("a request that is a quarter of an hour off: RequestTimeTooSkewed", async () => {
      const fixed = { systemClockOffset: 0 };
      at(new Date(Date.now() + 14 * 60_000));
      await client(s3().url, reader, fixed).send(new ListObjectsV2Command({ Bucket }));
      at(new Date(Date.now() + 16 * 60_000));
      await assert.rejects(
        client(s3().url, reader, fixed).send(new ListObjectsV2Command({ Bucket })),
        refused("RequestTimeTooSkewed", 403),
      );
    });

    it("what S3 has and this has not: NotImplemented", async () => {
      const CopySource = "layers/a";
      for (const command of [
        new CopyObjectCommand({ Bucket, Key: "b", CopySource }),
        new GetObjectTaggingCommand({ Bucket, Key: "a" }),
        new PutObjectCommand({ Bucket, Key: "a", Body: "x", StorageClass: "STANDARD_IA" }),
        new PutObjectCommand({ Bucket, Key: "a", Body: "x", Tagging: "a=b" }),
        new ListObjectsV2Command({ Bucket, FetchOwner: true }),
      ])
        await assert.rejects(s3Client.send(command as PutObjectCommand), refused("NotImplemented", 501));
    });

    it("a body that is not the one signed: XAmzContentSHA256Mismatch, and nothing is stored", async () => {
      const body = { Bucket, Key: "swapped", Body: "layer" };
      const signed = client(s3().url, writer);
      signed.middlewareStack.add(
        (next) => (args) => {
          (args.request as { body: unknown }).body = "LAYER";
          return next(args);
        },
        { step: "finalizeRequest", priority: "low" },
      );
      await assert.rejects(signed.send(new PutObjectCommand(body)), refused("XAmzContentSHA256Mismatch", 400));
      await assert.rejects(get("swapped"), refused("NoSuchKey", 404));
    });

    it("a form of a browser: it is signed by no key", async () => {
      const { status } = await send(`${s3().url}/layers`, { method: "POST", body: "form" });
      assert.equal(status, 400);
    });
  });
});

describe("an S3 stand-in's folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-s3-test-"));
  after(() => rmSync(folder, { recursive: true }));
  const options = { buckets: [Bucket], keys: [writer], folder };

  it("keeps objects and uploads from one server to the next", async () => {
    const first = await startS3(options);
    const one = client(first.url, writer);
    await one.send(new PutObjectCommand({ Bucket, Key: "kept", Body: "layer", Metadata: { a: "b" } }));
    const { UploadId } = await one.send(new CreateMultipartUploadCommand({ Bucket, Key: "parted" }));
    const upload = { Bucket, Key: "parted", UploadId };
    const { ETag } = await one.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: "part" }));
    await first.close();

    const second = await startS3(options);
    const other = client(second.url, writer);
    const got = await other.send(new GetObjectCommand({ Bucket, Key: "kept" }));
    assert.deepEqual([await got.Body?.transformToString(), got.Metadata], ["layer", { a: "b" }]);
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await other.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
    await other.send(new DeleteObjectCommand({ Bucket, Key: "kept" }));
    await second.close();
    assert.equal(readdirSync(join(folder, Bucket, "data")).length, 1);
    assert.deepEqual(readdirSync(join(folder, Bucket, "uploads")), []);
  });

  it("what a process left half done when it died is cleared away", async () => {
    const first = await startS3(options);
    await client(first.url, writer).send(new PutObjectCommand({ Bucket, Key: "half", Body: "layer" }));
    await first.close();
    const [data, objects] = ["data", "objects"].map((part) => join(folder, Bucket, part)) as [string, string];
    for (const file of readdirSync(data)) rmSync(join(data, file));
    writeFileSync(join(data, "being-written"), "lay");
    const second = await startS3(options);
    await assert.rejects(
      client(second.url, writer).send(new GetObjectCommand({ Bucket, Key: "half" })),
      refused("NoSuchKey", 404),
    );
    await second.close();
    assert.deepEqual([readdirSync(data), readdirSync(objects)], [[], []]);
  });

  it("a bucket's name cannot lead out of it", async () => {
    await assert.rejects(startS3({ ...options, buckets: [Bucket, "../a"] }), {
      name: "BadBucketName",
      message: 'buckets[1] is "../a": give 3 to 63 lowercase letters, digits and dashes',
    });
  });

  it("of its own goes with the server", async () => {
    const own = () => readdirSync(tmpdir()).filter((name) => /^flotilla-s3-(?!test)/.test(name)).length;
    const before = own();
    const s3 = await startS3({ buckets: [Bucket], keys: [writer] });
    assert.equal(own(), before + 1);
    await s3.close();
    assert.equal(own(), before);
  });
});

describe("memory of an S3 stand-in", () => {
  const { s3 } = withS3();
  const size = 256 * MiB;

  it(`does not grow with an object: ${size / MiB} MiB there and back`, async () => {
    const piece = Buffer.alloc(MiB, "a");
    let most = 0;
    const watch = () => {
      const { arrayBuffers, heapUsed } = process.memoryUsage();
      most = Math.max(most, arrayBuffers + heapUsed);
    };
    const start = process.memoryUsage();
    const body = Readable.from(
      (function* () {
        for (let sent = 0; sent < size; sent += MiB) {
          watch();
          yield piece;
        }
      })(),
    );
    const http = client(s3().url, writer);
    await http.send(new PutObjectCommand({ Bucket, Key: "large", Body: body, ContentLength: size }));
    const { Body } = await http.send(new GetObjectCommand({ Bucket, Key: "large" }));
    let read = 0;
    for await (const got of Body as Readable) {
      watch();
      read += got.length;
    }
    assert.equal(read, size);
    const grown = (most - start.arrayBuffers - start.heapUsed) / MiB;
    assert.ok(grown < 100, `${grown.toFixed()} MiB`);
  });
});
