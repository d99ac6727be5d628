/** What tests of the S3 stand-in stand on: tokens, the official client, and requests as anybody makes them. */
import { createHash } from "node:crypto";
import { type IncomingMessage, request } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import { keyPairOf, type S3Key, type S3Options, type S3StandIn, startS3 } from "../../../../local/stand-ins/s3";

/** A token as Cloudflare answers it: its id, and the value that is told once. */
export function tokenOf(name: string): { id: string; value: string } {
  const digest = (of: string) => createHash("sha256").update(`${name} ${of}`).digest("hex");
  return { id: digest("id").slice(0, 32), value: digest("value").slice(0, 53) };
}

/** The key of a token of that name. */
export function key(name: string, rights: Partial<S3Key> = {}): S3Key {
  return { ...keyPairOf(tokenOf(name)), buckets: ["layers"], permission: "write", ...rights };
}

export const writer = key("writer");
export const reader = key("reader", { permission: "read" });

/** Runs the tests of a `describe` on one server; the clock is theirs. */
export function withS3(options: Partial<S3Options> = {}): { s3: () => S3StandIn; at: (time?: Date) => void } {
  let s3: S3StandIn | undefined;
  let clock: Date | undefined;
  before(async () => {
    s3 = await startS3({
      buckets: ["layers", "blobs"],
      keys: [writer, reader],
      now: () => clock ?? new Date(),
      ...options,
    });
  });
  afterEach(() => {
    clock = undefined;
  });
  after(() => s3?.close());
  return {
    s3: () => s3 as S3StandIn,
    at(time) {
      clock = time;
    },
  };
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true"; // Node 20 is what this project promises
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** As an application makes it for R2: the endpoint's own style, no region, and no checksums but those that are needed. */
export function client(url: string, { accessKeyId, secretAccessKey }: S3Key, more: object = {}): S3Client {
  return new S3Client({
    region: "auto",
    endpoint: url,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    maxAttempts: 1,
    logger: silent,
    ...more,
  });
}

export interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
  /** Of an error. */
  code: string | undefined;
}

/** Sends to the server whatever host the address names, as if a name server led there. */
export async function send(
  url: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { host, port } = new URL(url);
  const path = url.slice(url.indexOf(host) + host.length);
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent: false, host: "127.0.0.1", port, path, method, headers: { host, ...headers } },
      async (response) => {
        const pieces: Buffer[] = [];
        for await (const piece of response) pieces.push(piece);
        const text = Buffer.concat(pieces).toString("utf8");
        const code = /<Code>(.*)<\/Code>/.exec(text)?.[1];
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, code });
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
