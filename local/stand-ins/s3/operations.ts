/** What can be asked, and what is done for it. Whether the key may is known before, whether the bucket exists too. */
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { contentOf, textOf } from "./body";
import { judge, requireConditions } from "./conditions";
import { S3Error } from "./errors";
import type { S3Key } from "./keys";
import { list } from "./listing";
import type { Objects, StoredObject } from "./objects";
import { rangeOf } from "./range";
import { parameter, type S3Request } from "./request";
import { headersToAnswer, storedHeaders } from "./stored-headers";
import { mostParts, type Uploads } from "./uploads";
import { document, partsIn } from "./xml";

export interface Bucket {
  objects: Objects;
  uploads: Uploads;
}

interface Call {
  request: S3Request;
  /** What was signed of the body. */
  payload: string;
  bucket: Bucket;
  response: ServerResponse;
}

interface Operation {
  permission: S3Key["permission"];
  run(call: Call): unknown;
}

/** 10,000 parts with their numbers and etags are a third of it. */
const longestDocument = 4 * 1024 ** 2;

const operations = {
  HeadBucket: { permission: "read", run: ({ response }) => void response.writeHead(200).end() },
  ListObjectsV2: {
    permission: "read",
    run: ({ request, bucket, response }) => answer(response, list(request, bucket.objects)),
  },
  GetObject: { permission: "read", run: get },
  HeadObject: { permission: "read", run: get },
  PutObject: {
    permission: "write",
    async run({ request, payload, bucket, response }) {
      const admit = (existing: StoredObject | undefined) => requireConditions(request, existing);
      admit(bucket.objects.get(request.key)); // before a long body as well
      const { pieces } = contentOf(request, payload);
      const { etag } = await bucket.objects.put(request.key, storedHeaders(request), pieces, admit);
      response.writeHead(200, { etag: `"${etag}"` }).end();
    },
  },
  DeleteObject: {
    permission: "write",
    async run({ request, bucket, response }) {
      await bucket.objects.delete(request.key);
      response.writeHead(204).end();
    },
  },
  CreateMultipartUpload: {
    permission: "write",
    async run({ request, bucket, response }) {
      const id = await bucket.uploads.begin(request.key, storedHeaders(request));
      answer(
        response,
        document("InitiateMultipartUploadResult", [
          ["Bucket", request.bucket],
          ["Key", request.key],
          ["UploadId", id],
        ]),
      );
    },
  },
  UploadPart: {
    permission: "write",
    async run({ request, payload, bucket, response }) {
      const number = Number(parameter(request, "partNumber"));
      if (!Number.isInteger(number) || number < 1 || number > mostParts)
        throw new S3Error("InvalidArgument", `Part number must be an integer between 1 and ${mostParts}, inclusive.`);
      const { pieces } = contentOf(request, payload);
      const etag = await bucket.uploads.putPart(uploadOf(request), request.key, number, pieces);
      response.writeHead(200, { etag: `"${etag}"` }).end();
    },
  },
  CompleteMultipartUpload: {
    permission: "write",
    async run({ request, payload, bucket, response }) {
      const parts = partsIn(await textOf(contentOf(request, payload), longestDocument));
      const admit = (existing: StoredObject | undefined) => requireConditions(request, existing);
      const { etag } = await bucket.uploads.complete(uploadOf(request), request.key, parts, admit);
      answer(
        response,
        document("CompleteMultipartUploadResult", [
          ["Bucket", request.bucket],
          ["Key", request.key],
          ["ETag", `"${etag}"`],
        ]),
      );
    },
  },
  AbortMultipartUpload: {
    permission: "write",
    async run({ request, bucket, response }) {
      await bucket.uploads.abort(uploadOf(request), request.key);
      response.writeHead(204).end();
    },
  },
} as const satisfies Record<string, Operation>;

/** What S3 has beside it at these addresses; `partNumber` is one of them where no upload is named. */
const subresources = ["acl", "attributes", "legal-hold", "partNumber", "restore", "retention", "tagging", "torrent"];

export function operationOf(request: S3Request): Operation {
  const name = request.key === "" ? ofBucket(request) : ofObject(request);
  const operation = (operations as Record<string, Operation>)[name ?? ""];
  if (!operation)
    throw new S3Error("NotImplemented", `${name ?? `${request.method} with these search parameters`} not implemented`);
  if (Buffer.byteLength(request.key) > 1024) throw new S3Error("InvalidObjectName");
  return operation;
}

function ofBucket(request: S3Request): string | undefined {
  if (request.method === "HEAD") return "HeadBucket";
  return request.method === "GET" && parameter(request, "list-type") === "2" ? "ListObjectsV2" : undefined;
}

function ofObject(request: S3Request): string | undefined {
  const has = (name: string) => parameter(request, name) !== undefined;
  const ofUpload = has("uploadId");
  if (!ofUpload && subresources.some(has)) return undefined;
  switch (request.method) {
    case "GET":
      return ofUpload ? "ListParts" : "GetObject";
    case "HEAD":
      return "HeadObject";
    case "PUT":
      return ofUpload ? "UploadPart" : "PutObject";
    case "DELETE":
      return ofUpload ? "AbortMultipartUpload" : "DeleteObject";
    case "POST":
      return ofUpload ? "CompleteMultipartUpload" : has("uploads") ? "CreateMultipartUpload" : "PostObject";
    default:
      return undefined;
  }
}

async function get({ request, bucket, response }: Call): Promise<void> {
  const object = bucket.objects.get(request.key);
  if (!object) throw new S3Error("NoSuchKey");
  const validators = { etag: `"${object.etag}"`, "last-modified": new Date(object.modified).toUTCString() };
  if (judge(request, object) === "not modified") return void response.writeHead(304, validators).end();
  const range = rangeOf(request, object);
  const { start, end } = range ?? { start: 0, end: object.size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headersToAnswer(request, object.headers),
    ...validators,
    "accept-ranges": "bytes",
    "content-length": end - start + 1,
    ...(range && { "content-range": `bytes ${start}-${end}/${object.size}` }),
  });
  if (request.method === "HEAD" || object.size === 0) return void response.end();
  await pipeline(await bucket.objects.read(object, start, end), response);
}

const uploadOf = (request: S3Request) => parameter(request, "uploadId") ?? "";

function answer(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "application/xml", "content-length": Buffer.byteLength(text) }).end(text);
}
