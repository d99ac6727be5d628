/** The server: one request after the other through who, what, whether it may, and where. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authenticate } from "./authentication";
import { S3Error } from "./errors";
import { demand, type S3Key } from "./keys";
import { Objects } from "./objects";
import { type Bucket, operationOf } from "./operations";
import { requestOf } from "./request";
import { refuseUnsupported } from "./stored-headers";
import { Uploads } from "./uploads";
import { errorDocument } from "./xml";

export interface S3Options {
  /** Names of the buckets that there are. */
  buckets: readonly string[];
  /** Read anew with each request. */
  keys: readonly S3Key[];
  /** Where objects are kept. @default a folder of its own, which goes when the server is closed */
  folder?: string;
  /** @default any that is free */
  port?: number;
  /** @default the machine's clock */
  now?: () => Date;
  /** Told of each request once it is answered, in a line without what was signed. */
  answered?: (text: string) => void;
}

/** A server on this machine, and on no other's network. */
export interface S3StandIn {
  /** For addresses in path style. For `http://BUCKET.localhost:PORT/KEY` the port is the same. */
  url: string;
  port: number;
  close(): Promise<void>;
}

export class BadBucketName extends Error {
  constructor(index: number, name: string) {
    super(`buckets[${index}] is ${JSON.stringify(name)}: give 3 to 63 lowercase letters, digits and dashes`);
    this.name = new.target.name;
  }
}

export async function startS3({
  buckets: names,
  keys,
  folder,
  port = 0,
  now = () => new Date(),
  answered = () => {},
}: S3Options): Promise<S3StandIn> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), "flotilla-s3-")));
  const buckets = new Map<string, Bucket>();
  for (const [index, name] of names.entries()) {
    if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(name)) throw new BadBucketName(index, name);
    const objects = await Objects.open(join(place, name), now);
    buckets.set(name, { objects, uploads: await Uploads.open(join(place, name, "uploads"), objects) });
  }
  const server = createServer((message, response) => {
    const { method, url = "", socket } = message;
    const before = socket.bytesWritten;
    response.once("finish", () =>
      answered(`${method} ${url.split("?")[0]} ${response.statusCode}, ${socket.bytesWritten - before} bytes`),
    );
    handle(message, response).catch((error) => fail(message, response, error));
  });

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = requestOf(message);
    const { key, payload } = authenticate(request, keys, now());
    if (request.bucket === "") throw new S3Error("AccessDenied"); // no key of a bucket lists buckets
    const operation = operationOf(request);
    demand(key, operation.permission, request.bucket);
    const bucket = buckets.get(request.bucket);
    if (!bucket) throw new S3Error("NoSuchBucket");
    refuseUnsupported(request);
    await operation.run({ request, payload, bucket, response });
  }

  await listening(server, port);
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    port: own,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      if (folder === undefined) await rm(place, { recursive: true, force: true });
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Nothing can be said to who has gone, or has an answer half. */
function fail(message: IncomingMessage, response: ServerResponse, error: Error): void {
  if (response.headersSent || !response.socket?.writable) return void response.destroy();
  const answer = error instanceof S3Error ? error : new S3Error("InternalError", error.message);
  const text = errorDocument(answer.code, answer.message);
  response.writeHead(answer.status, { "content-type": "application/xml", "content-length": Buffer.byteLength(text) });
  response.end(message.method === "HEAD" ? undefined : text);
}
