/** The content that comes with a request: decoded, and held against all that was said of it. It passes piece by piece. */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { decodeChunks } from "./aws-chunked";
import { S3Error } from "./errors";
import type { S3Request } from "./request";

export interface Content {
  pieces: AsyncIterable<Buffer>;
  /** Bytes. */
  length: number;
}

/** 5 GiB less 5 MiB, in one request (developers.cloudflare.com/r2/platform/limits). */
const mostBytes = 5 * 1024 ** 3 - 5 * 1024 ** 2;

/** `payload` is what was signed of the body. */
export function contentOf(request: S3Request, payload: string): Content {
  const { headers, body } = request;
  const isChunked = payload === "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  if (payload.startsWith("STREAMING-") && !isChunked) throw new S3Error("NotImplemented", `${payload} not implemented`);
  if (!isChunked && payload !== "UNSIGNED-PAYLOAD" && !/^[0-9a-f]{64}$/.test(payload))
    throw new S3Error("InvalidArgument", `x-amz-content-sha256 must not be ${payload}`);
  const length = headers.get(isChunked ? "x-amz-decoded-content-length" : "content-length");
  if (length === undefined || !/^\d+$/.test(length)) throw new S3Error("MissingContentLength");
  if (Number(length) > mostBytes) throw new S3Error("EntityTooLarge");
  const trailers = new Map<string, string>();
  const checks = checksOf(headers, payload, trailers);
  // Who is refused half-way is answered: the connection is not torn down with the body.
  const source: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
  const pieces = isChunked ? decodeChunks(source, trailers) : source;
  return { pieces: checked(pieces, Number(length), checks), length: Number(length) };
}

/** A whole body that is known to be small. */
export async function textOf({ pieces, length }: Content, most: number): Promise<string> {
  if (length > most) throw new S3Error("EntityTooLarge");
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString("utf8");
}

async function* checked(
  pieces: AsyncIterable<Buffer>,
  length: number,
  checks: readonly Check[],
): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const piece of pieces) {
    seen += piece.length;
    for (const { update } of checks) update(piece);
    yield piece;
  }
  if (seen !== length) throw new S3Error("IncompleteBody");
  for (const { end } of checks) end();
}

interface Check {
  update(piece: Buffer): void;
  /** Refuses what is not as it was said to be. */
  end(): void;
}

function checksOf(headers: S3Request["headers"], payload: string, trailers: ReadonlyMap<string, string>): Check[] {
  const checks: Check[] = [];
  if (/^[0-9a-f]{64}$/.test(payload)) checks.push(check("sha256", "hex", () => payload, "XAmzContentSHA256Mismatch"));
  const md5 = headers.get("content-md5");
  if (md5 !== undefined) {
    if (!/^[A-Za-z0-9+/]{22}==$/.test(md5)) throw new S3Error("InvalidDigest");
    checks.push(check("md5", "base64", () => md5, "BadDigest"));
  }
  const inTrailer = headers.get("x-amz-trailer");
  for (const name of [...headers.keys(), ...(inTrailer === undefined ? [] : [inTrailer])]) {
    const hash = /^x-amz-checksum-(crc32c?|crc64nvme|sha1|sha256)$/.exec(name)?.[1];
    if (hash === undefined) continue;
    if (hash === "crc32c" || hash === "crc64nvme")
      throw new S3Error("NotImplemented", `Header '${name}' with value '${headers.get(name)}' not implemented`);
    checks.push(check(hash, "base64", () => (name === inTrailer ? trailers : headers).get(name), "BadDigest"));
  }
  return checks;
}

function check(
  name: string,
  encoding: "base64" | "hex",
  expected: () => string | undefined,
  code: "BadDigest" | "XAmzContentSHA256Mismatch",
): Check {
  const hash = name === "crc32" ? new Crc32() : createHash(name);
  return {
    update: (piece) => void hash.update(piece),
    end() {
      if (hash.digest(encoding) !== expected()) throw new S3Error(code);
    },
  };
}

class Crc32 {
  #value = 0;

  update(piece: Buffer): void {
    this.#value = crc32(piece, this.#value);
  }

  digest(encoding: BufferEncoding): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return bytes.toString(encoding);
  }
}
