/**
 * What happens to an object in Cloudflare's R2, as events. R2 tells it in a form of its own and without a type, so that the
 * types are ours (developers.cloudflare.com/r2/buckets/event-notifications).
 */
import { z } from "zod";
import { declareEvent } from "./declaration";

/** `action` is R2's own word, as in `PutObject`. */
const object = { bucket: z.string(), name: z.string(), action: z.string() };

export const bucketEvents = {
  written: declareEvent(
    "dev.example.r2.object.written",
    z.object({ ...object, size: z.int(), etag: z.string(), copied_from: z.string().optional() }),
  ),
  deleted: declareEvent("dev.example.r2.object.deleted", z.object(object)),
} as const;

export type BucketEvent = keyof typeof bucketEvents;
