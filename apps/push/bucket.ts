/** The bucket, as a push writes it. Its names tell nothing of what is in them. */
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { type LayersGiven, layersClient } from "../oci";

export interface Bucket {
  put(object: string, content: Uint8Array): Promise<void>;
  read(object: string): Promise<AsyncIterable<Uint8Array>>;
  /** No error where there is none. */
  remove(object: string): Promise<void>;
  /** Begins an object that comes in parts; its id. */
  begin(object: string): Promise<string>;
  /** Its etag. Numbers begin at 1. */
  putPart(object: string, multipart: string, number: number, content: Uint8Array): Promise<string>;
  /** Makes the object of its parts, in their order. */
  complete(object: string, multipart: string, etags: readonly string[]): Promise<void>;
  abort(object: string, multipart: string): Promise<void>;
  close(): void;
}

export function bucketIn(given: LayersGiven): Bucket {
  const client = layersClient(given);
  const at = (object: string) => ({ Bucket: given.bucket, Key: object });
  return {
    async put(object, content) {
      await client.send(new PutObjectCommand({ ...at(object), Body: content }));
    },
    async read(object) {
      const { Body } = await client.send(new GetObjectCommand(at(object)));
      return Body as unknown as AsyncIterable<Uint8Array>; // a stream, in Node
    },
    async remove(object) {
      await client.send(new DeleteObjectCommand(at(object)));
    },
    async begin(object) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(at(object)));
      return UploadId as string;
    },
    async putPart(object, UploadId, PartNumber, content) {
      const { ETag } = await client.send(new UploadPartCommand({ ...at(object), UploadId, PartNumber, Body: content }));
      return ETag as string;
    },
    async complete(object, UploadId, etags) {
      const Parts = etags.map((ETag, i) => ({ ETag, PartNumber: i + 1 }));
      await client.send(new CompleteMultipartUploadCommand({ ...at(object), UploadId, MultipartUpload: { Parts } }));
    },
    async abort(object, UploadId) {
      await client.send(new AbortMultipartUploadCommand({ ...at(object), UploadId }));
    },
    close: () => client.destroy(),
  };
}
