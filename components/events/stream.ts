import { type EventStream, EventType, streams } from "./event-type";
import { type ObjectEvents, objectStreams } from "./object-events";

/** The topic and the form of what a trigger or recorder is given. */
export function streamOf(source: EventType | ObjectEvents): EventStream {
  return source instanceof EventType ? streams(source) : objectStreams(source);
}
