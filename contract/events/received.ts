/** An event that came in: read out of headers and body, as whoever handles it sees it. */
import type { EventData, EventDeclaration } from "./declaration";
import type { EventIdentity } from "./once";
import { dataReceived } from "./payload";
import { UnusableEvent } from "./problems";

/** An event as its handler gets it. */
export interface ReceivedEvent<Declaration extends EventDeclaration = EventDeclaration> extends EventIdentity {
  type: Declaration["type"];
  /** When it happened. */
  time: Date;
  /** What in the source it is about. */
  subject?: string;
  data: EventData<Declaration>;
}

export type EventHandler<Declaration extends EventDeclaration = EventDeclaration> = (
  event: ReceivedEvent<Declaration>,
) => Promise<void>;

/** A message in binary mode, whatever brought it. */
export interface IncomingMessage {
  /** `ce-` attributes and the content type, in lower case. */
  headers: Readonly<Record<string, string>>;
  /** JSON, or what was made of it. */
  body: unknown;
  /** Pub/Sub's own, which stands in for what a sender cannot give: Cloud Scheduler sets attributes, but the same each time. */
  messageId: string | undefined;
  publishTime: string | undefined;
}

/**
 * @throws {UnusableEvent} when it is no event, or of a type that nobody here handles
 * @throws {InvalidEventData} when its data does not fit its type
 */
export async function eventIn(
  { headers, body, messageId, publishTime }: IncomingMessage,
  declarationOf: (type: string) => EventDeclaration | undefined,
): Promise<ReceivedEvent> {
  const { HTTP, CloudEvent } = await import("cloudevents");
  const data = parsed(body);
  const attributes = { ...standIn("ce-id", messageId), ...standIn("ce-time", publishTime), ...headers };
  const required = ["ce-id", "ce-source", "ce-type", "ce-specversion"].filter((name) => !attributes[name]);
  if (required.length > 0) throw new UnusableEvent(400, `no CloudEvent in binary mode: ${required.join(", ")} missing`);
  if (attributes["ce-specversion"] !== "1.0")
    throw new UnusableEvent(400, `ce-specversion is ${attributes["ce-specversion"]}: only 1.0 is understood`);
  const event = understood(() => {
    const read = HTTP.toEvent({ headers: { ...attributes, "content-type": "application/json" }, body: data });
    if (!(read instanceof CloudEvent)) throw new TypeError("several events in one message");
    return read;
  });
  const declaration = declarationOf(event.type);
  if (!declaration)
    throw new UnusableEvent(404, `${event.type} has no handler here: name it in the filter, or handle it`);
  const time = new Date(attributes["ce-time"] ?? String(event.time)); // the library takes the time that it is for one that is none
  if (Number.isNaN(time.getTime()))
    throw new UnusableEvent(400, `ce-time is ${attributes["ce-time"]}, which is no time`);
  return {
    type: event.type,
    source: event.source,
    id: event.id,
    time,
    ...(event.subject !== undefined && { subject: event.subject }),
    data: dataReceived(declaration, event.data),
  };
}

const standIn = (name: string, value: string | undefined) => (value === undefined ? {} : { [name]: value });

function parsed(body: unknown): object {
  const text = body instanceof Uint8Array ? Buffer.from(body).toString("utf8") : body;
  const value = typeof text === "string" ? understood(() => JSON.parse(text)) : text;
  if (typeof value === "object" && value !== null) return value;
  throw new UnusableEvent(400, "the body is no JSON object, which an event's data is");
}

/** What the libraries throw says what they did not understand; no sender gets further by sending it again. */
function understood<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new UnusableEvent(400, `no CloudEvent in binary mode: ${(error as Error).message}`);
  }
}
