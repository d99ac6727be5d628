import { BucketEvents, bucketStreams } from "./bucket-events";
import { type EventStream, EventType, streams } from "./event-type";
import { ObjectEvents, objectStreams } from "./object-events";

/** Where events come from. */
export type EventSource = EventType | ObjectEvents | BucketEvents;

export function isEventSource(source: unknown): source is EventSource {
  return source instanceof EventType || source instanceof ObjectEvents || source instanceof BucketEvents;
}

/** The topic and the form of what a trigger or recorder is given. */
export function streamOf(source: EventSource): EventStream {
  if (source instanceof EventType) return streams(source);
  return source instanceof ObjectEvents ? objectStreams(source) : bucketStreams(source);
}
