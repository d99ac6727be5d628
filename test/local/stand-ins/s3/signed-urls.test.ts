import assert from "node:assert/strict";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { client, key, reader, send, withS3, writer } from "./support";

const week = 7 * 24 * 60 * 60;
const later = (seconds: number) => new Date(Date.now() + seconds * 1000);
const end = later(3600);
const leaver = key("leaver", { end });
const object = { Bucket: "layers", Key: "sha256:1/a b+c/ä" };

describe("a URL signed with the keys of a token", () => {
  const { s3, at } = withS3({ keys: [writer, reader, leaver] });
  const of = (who = writer, more = {}): S3Client => client(s3().url, who, more);
  const toGet = (who = reader, options: { expiresIn?: number; signingDate?: Date } = {}) =>
    getSignedUrl(of(who), new GetObjectCommand(object), options);
  const toPut = (who = writer) => getSignedUrl(of(who), new PutObjectCommand(object));

  before(async () => assert.equal((await send(await toPut(), { method: "PUT", body: "layer" })).status, 200));

  describe("is taken", () => {
    it("to read, by whoever has it, as often as they like", async () => {
      const url = await toGet();
      for (let time = 1; time <= 2; time++) {
        const { status, text } = await send(url);
        assert.deepEqual([status, text], [200, "layer"]);
      }
    });

    it("to look at, and a write key reads as well", async () => {
      const url = await getSignedUrl(of(writer), new HeadObjectCommand(object));
      const { status, headers, text } = await send(url, { method: "HEAD" });
      assert.deepEqual([status, headers["content-length"], text], [200, "5", ""]);
    });

    it("to write and to delete", async () => {
      const other = { ...object, Key: "other" };
      const put = await getSignedUrl(of(), new PutObjectCommand(other));
      assert.equal((await send(put, { method: "PUT", body: "x" })).status, 200);
      const remove = await getSignedUrl(of(), new DeleteObjectCommand(other));
      assert.equal((await send(remove, { method: "DELETE" })).status, 204);
      assert.equal((await send(await getSignedUrl(of(), new GetObjectCommand(other)))).code, "NoSuchKey");
    });

    it("with the bucket in its host's name", async () => {
      const { port } = s3();
      const hosted = client(`http://localhost:${port}`, reader, { forcePathStyle: false });
      const url = await getSignedUrl(hosted, new GetObjectCommand(object));
      assert.match(url, /^http:\/\/layers\.localhost:\d+\/sha256/);
      assert.equal((await send(url)).text, "layer");
    });

    it("for a part of the object, and for all of it where that part was of another", async () => {
      const [url, range] = [await toGet(), "bytes=1-2"];
      assert.equal((await send(url, { headers: { range } })).text, "ay");
      const { status, text } = await send(url, { headers: { range, "if-range": '"another"' } });
      assert.deepEqual([status, text], [200, "layer"]);
    });

    it("until the last second of a week", async () => {
      const url = await toGet(reader, { expiresIn: week });
      at(later(week - 2));
      assert.equal((await send(url)).status, 200);
    });

    it("with the headers that were signed, and answers with those it asks for", async () => {
      const put = await getSignedUrl(
        of(),
        new PutObjectCommand({ ...object, Key: "typed", ContentType: "text/plain" }),
        {
          signableHeaders: new Set(["content-type"]),
        },
      );
      const headers = { "content-type": "text/plain" };
      assert.equal(
        (await send(put, { method: "PUT", body: "x", headers: { "content-type": "text/html" } })).code,
        "SignatureDoesNotMatch",
      );
      assert.equal((await send(put, { method: "PUT", body: "x", headers })).status, 200);
      const get = new GetObjectCommand({ ...object, Key: "typed", ResponseContentDisposition: "attachment" });
      const answer = await send(await getSignedUrl(of(), get));
      assert.equal(answer.headers["content-type"], "text/plain");
      assert.equal(answer.headers["content-disposition"], "attachment");
    });
  });

  describe("is refused", () => {
    const changed = (change: (url: string) => string) => async () => send(change(await toGet()));
    const refusals: [
      what: string,
      code: string,
      status: number,
      () => Promise<{ code: string | undefined; status: number }>,
    ][] = [
      ["for another bucket", "SignatureDoesNotMatch", 403, changed((url) => url.replace("/layers/", "/blobs/"))],
      ["for another key", "SignatureDoesNotMatch", 403, changed((url) => url.replace("%3A1/", "%3A2/"))],
      [
        "for a key in another encoding",
        "SignatureDoesNotMatch",
        403,
        changed((url) => url.replace("a%20b", "%61%20b")),
      ],
      [
        "with another method",
        "SignatureDoesNotMatch",
        403,
        async () => send(await toGet(), { method: "PUT", body: "x" }),
      ],
      ["to write, for reading", "SignatureDoesNotMatch", 403, async () => send(await toPut())],
      ["with a longer life", "SignatureDoesNotMatch", 403, changed((url) => url.replace("Expires=900", "Expires=901"))],
      [
        "with one more parameter",
        "SignatureDoesNotMatch",
        403,
        changed((url) => `${url}&response-content-type=text%2Fhtml`),
      ],
      ["with one parameter less", "SignatureDoesNotMatch", 403, changed((url) => url.replace("&x-id=GetObject", ""))],
      ["without its signature", "InvalidArgument", 400, changed((url) => url.replace(/&X-Amz-Signature=[^&]*/, ""))],
      ["of another service", "InvalidArgument", 400, changed((url) => url.replace("%2Fs3%2F", "%2Fsts%2F"))],
      [
        "of another day than it says",
        "InvalidArgument",
        400,
        changed((url) => url.replace(/(X-Amz-Date=)\d{8}/, "$120000101")),
      ],
      [
        "without its host signed",
        "Unauthorized",
        401,
        changed((url) => url.replace("SignedHeaders=host", "SignedHeaders=range")),
      ],
      [
        "with another signature",
        "SignatureDoesNotMatch",
        403,
        changed((url) => url.replace(/(X-Amz-Signature=).{8}/, "$100000000")),
      ],
      ["at another host", "SignatureDoesNotMatch", 403, changed((url) => url.replace("127.0.0.1", "localhost"))],
      ["of a key that is not known", "Unauthorized", 401, async () => send(await toGet(key("stranger")))],
      [
        "of a key with another's secret",
        "SignatureDoesNotMatch",
        403,
        async () => send(await toGet({ ...reader, secretAccessKey: writer.secretAccessKey })),
      ],
      [
        "for a bucket that is not the key's",
        "AccessDenied",
        403,
        async () => send(await getSignedUrl(of(), new GetObjectCommand({ ...object, Bucket: "blobs" }))),
      ],
      [
        "to write, of a key that reads",
        "AccessDenied",
        403,
        async () => send(await toPut(reader), { method: "PUT", body: "x" }),
      ],
      [
        "to delete, of a key that reads",
        "AccessDenied",
        403,
        async () => send(await getSignedUrl(of(reader), new DeleteObjectCommand(object)), { method: "DELETE" }),
      ],
      ["without any signature", "InvalidArgument", 400, async () => send((await toGet()).replace(/\?.*/, ""))],
    ];
    for (const [what, code, status, attempt] of refusals)
      it(`${what}: ${status} ${code}`, async () => {
        const answer = await attempt();
        assert.deepEqual([answer.code, answer.status], [code, status]);
      });

    it("past its time: 403 ExpiredRequest", async () => {
      const url = await toGet(reader, { expiresIn: 60 });
      at(later(59));
      assert.equal((await send(url)).status, 200);
      at(later(62));
      const { code, status, text } = await send(url);
      assert.deepEqual([code, status], ["ExpiredRequest", 403]);
      assert.match(text, /Request has expired/);
    });

    it("that would live for longer than a week: 400 InvalidArgument", async () => {
      const url = (await toGet()).replace("Expires=900", `Expires=${week + 1}`);
      const { code, text } = await send(url);
      assert.equal(code, "InvalidArgument");
      assert.match(text, /less than 604800 seconds/);
    });

    it("after the end of its key, whatever its own: 401 Unauthorized", async () => {
      const url = await toGet(leaver, { expiresIn: week });
      at(new Date(end.getTime() - 1));
      assert.equal((await send(url)).status, 200);
      at(end);
      const { code, status } = await send(url);
      assert.deepEqual([code, status], ["Unauthorized", 401]);
    });

    it("for more than one request may bring: 400 EntityTooLarge, before any of it is read", async () => {
      const headers = { "content-length": String(5 * 1024 ** 3) };
      assert.equal((await send(await toPut(), { method: "PUT", headers })).code, "EntityTooLarge");
    });

    it("refused attempts have changed nothing", async () => {
      assert.equal((await send(await toGet())).text, "layer");
    });
  });
});
