import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { authenticate } from "../../../../local/stand-ins/s3/authentication";
import { requestOf } from "../../../../local/stand-ins/s3/request";
import { key } from "./support";

const owner = key("owner");
const now = new Date("2026-11-28T12:00:00Z");

/** What the library hashes with. */
class Sha256 {
  readonly #hash: { update(data: Uint8Array): unknown; digest(): Buffer };
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const bytes = typeof secret === "string" ? secret : secret && Buffer.from(secret as Uint8Array);
    this.#hash = bytes === undefined ? createHash("sha256") : createHmac("sha256", bytes);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

const signer = new SignatureV4({
  service: "s3",
  region: "auto",
  credentials: owner,
  sha256: Sha256,
  uriEscapePath: false,
});

interface Signable {
  method: string;
  hostname: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
}

const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** As it comes over the wire. */
function received({ method, path, query, headers }: Signable): IncomingMessage {
  const search = Object.entries(query).map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  const headersDistinct = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value]]),
  );
  return { method, url: `${path}?${search.join("&")}`, headersDistinct } as unknown as IncomingMessage;
}

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const requests: fc.Arbitrary<Signable> = fc
  .record({
    method: fc.constantFrom("GET", "HEAD", "PUT", "DELETE", "POST"),
    keyParts: fc.array(text, { minLength: 1, maxLength: 3 }),
    query: fc.dictionary(
      text.filter((name) => name !== "" && name !== "__proto__" && !/^x-amz/i.test(name)),
      text,
      { maxKeys: 4 },
    ),
    metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[!-~]( {0,3}[!-~])*$/), {
      maxKeys: 3,
    }),
    payload: fc.constantFrom("UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "0".repeat(64)),
  })
  .map(({ method, keyParts, query, metadata, payload }) => ({
    method,
    hostname: "127.0.0.1:9000",
    path: `/layers/${keyParts.map(escaped).join("/")}`,
    query,
    headers: {
      host: "127.0.0.1:9000",
      "x-amz-content-sha256": payload,
      ...Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    },
  }));

const asSmithy = (request: Signable) => ({ protocol: "http:", ...request }) as never;
const signed = async (request: Signable) =>
  (await signer.sign(asSmithy(request), { signingDate: now })) as unknown as Signable;
const presigned = async (request: Signable) =>
  (await signer.presign(asSmithy(request), {
    signingDate: now,
    expiresIn: 900,
    unhoistableHeaders: new Set(["x-amz-content-sha256"]),
    unsignableHeaders: new Set(["x-amz-content-sha256"]),
  })) as unknown as Signable;
const judged = (request: Signable) => {
  try {
    return authenticate(requestOf(received(request)), [owner], now).key.accessKeyId;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("signatures: what the library of the official client signs", () => {
  const ways = [
    ["in a header", signed, requests],
    [
      "in a URL",
      presigned,
      requests.map((request) => ({
        ...request,
        headers: { ...request.headers, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
      })),
    ],
  ] as const;
  for (const [where, sign, any] of ways) {
    it(`${where}: is verified, whatever the key, the parameters and the headers`, () =>
      fc.assert(
        fc.asyncProperty(any, async (request) => {
          assert.equal(judged(await sign(request)), owner.accessKeyId);
        }),
        { numRuns: 300 },
      ));

    it(`${where}: is refused when anything that was signed is another`, () =>
      fc.assert(
        fc.asyncProperty(
          any,
          fc.constantFrom("method", "path", "query", "header", "signature"),
          async (request, what) => {
            const whole = await sign(request);
            const changed: Signable = {
              ...whole,
              ...(what === "method" && { method: whole.method === "GET" ? "PUT" : "GET" }),
              ...(what === "path" && { path: `${whole.path}0` }),
              ...(what === "query" && { query: { ...whole.query, more: "" } }),
              ...(what === "header" && { headers: { ...whole.headers, host: "127.0.0.1:9001" } }),
            };
            if (what === "signature") {
              const other = (text: string) => text.replace(/[0-9a-f]$/, (last) => (last === "0" ? "1" : "0"));
              const { authorization } = changed.headers;
              if (authorization) changed.headers = { ...changed.headers, authorization: other(authorization) };
              else
                changed.query = { ...changed.query, "X-Amz-Signature": other(changed.query["X-Amz-Signature"] ?? "") };
            }
            fc.pre(what !== "query" || request.query.more === undefined);
            assert.equal(judged(changed), "SignatureDoesNotMatch");
          },
        ),
        { numRuns: 300 },
      ));
  }
});
