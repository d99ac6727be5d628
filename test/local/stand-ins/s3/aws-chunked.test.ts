import assert from "node:assert/strict";
import { Readable } from "node:stream";
import fc from "fast-check";
import { decodeChunks } from "../../../../local/stand-ins/s3/aws-chunked";
import { contentOf, textOf } from "../../../../local/stand-ins/s3/body";
import type { S3Request } from "../../../../local/stand-ins/s3/request";

const encode = (pieces: readonly string[], trailer = "x-amz-checksum-crc32:AAAAAA==\r\n") =>
  Buffer.from(
    `${pieces.map((piece) => `${Buffer.byteLength(piece).toString(16)}\r\n${piece}\r\n`).join("")}0\r\n${trailer}\r\n`,
  );

async function* inSteps(bytes: Buffer, step: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

async function decoded(bytes: Buffer, step = bytes.length): Promise<{ text: string; trailers: Map<string, string> }> {
  const trailers = new Map<string, string>();
  const pieces: Buffer[] = [];
  for await (const piece of decodeChunks(inSteps(bytes, step), trailers)) pieces.push(piece);
  return { text: Buffer.concat(pieces).toString("utf8"), trailers };
}

describe("the encoding of streams with checksums behind them", () => {
  const texts = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 5 });

  it("decodes what was encoded, however it is cut on the way", () =>
    fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 50 }), async (pieces, step) => {
        const { text, trailers } = await decoded(encode(pieces), step);
        assert.equal(text, pieces.join(""));
        assert.deepEqual([...trailers], [["x-amz-checksum-crc32", "AAAAAA=="]]);
      }),
    ));

  it("takes a length with an extension behind it, and no trailer", async () => {
    const { text } = await decoded(Buffer.from("5;chunk-signature=0\r\nlayer\r\n0;chunk-signature=0\r\n\r\n"));
    assert.equal(text, "layer");
  });

  for (const [what, bytes] of Object.entries({
    "ends early": encode(["layer"]).subarray(0, 6),
    "ends before its last piece": Buffer.from("5\r\nlayer\r\n"),
    "has a piece that is longer than it says": Buffer.from("4\r\nlayer\r\n0\r\n\r\n"),
    "says no length": Buffer.from("layer\r\n0\r\n\r\n"),
    "has a line without end": Buffer.alloc(5000, "1"),
  }))
    it(`is incomplete when it ${what}`, async () => {
      await assert.rejects(decoded(bytes), { code: "IncompleteBody" });
    });

  it("is incomplete when there is less in it, or more, than was announced", async () => {
    const payload = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    const announced = (length: number) => {
      const headers = new Map([["x-amz-decoded-content-length", String(length)]]);
      const request = { headers, body: Readable.from([encode(["layer"])]) } as unknown as S3Request;
      return textOf(contentOf(request, payload), 100);
    };
    assert.equal(await announced(5), "layer");
    for (const length of [4, 6]) await assert.rejects(announced(length), { code: "IncompleteBody" });
  });
});
