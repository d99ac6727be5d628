/** What happens to an object in Cloud Storage, as events; the types are Google's own (github.com/googleapis/google-cloudevents). */
import { z } from "zod";
import { declareEvent } from "./declaration";

const object = z.object({
  bucket: z.string(),
  name: z.string(),
  generation: z.string(),
  size: z.int(),
  content_type: z.string(),
});

export const objectEvents = {
  finalized: declareEvent("google.cloud.storage.object.v1.finalized", object),
  deleted: declareEvent("google.cloud.storage.object.v1.deleted", object),
} as const;

export type ObjectEvent = keyof typeof objectEvents;
