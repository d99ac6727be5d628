/** Publishing: a CloudEvent in binary mode, which is the data in the message and all else in its attributes. */
import type { PubSub, Topic } from "@google-cloud/pubsub";
import type { EventData, EventDeclaration } from "./declaration";
import { projectIn } from "./names";
import { dataToSend } from "./payload";

export interface PublisherOptions<Declaration extends EventDeclaration = EventDeclaration> {
  /** In full, `projects/PROJECT/topics/NAME`: the variable that the capability to publish gives, as `IMAGE_PUSHED_TOPIC`. */
  topic: string;
  /** Where the events come from, a URI reference such as `/registry`. With the id it tells one event from all others. */
  source: string;
  /**
   * Events with the same key are delivered in the order in which they are published, to subscriptions that ask for it. At
   * most a megabyte a second has the same key (cloud.google.com/pubsub/docs/ordering).
   * @default in no order
   */
  orderBy?: (data: EventData<Declaration>) => string;
}

export interface EventToPublish<Declaration extends EventDeclaration = EventDeclaration> {
  /** Fits the declared type, and has nothing more. */
  data: EventData<Declaration>;
  /** What in the source it is about. */
  subject?: string;
  /** Give one where the same event could be published twice: it is handled once. @default a new UUID */
  id?: string;
  /** When it happened. @default now */
  time?: Date;
}

export interface Publisher<Declaration extends EventDeclaration = EventDeclaration> {
  /**
   * Resolves with the message's id when Pub/Sub has stored it.
   * @throws {InvalidEventData} when the data does not fit; nothing is sent
   */
  publish(event: EventToPublish<Declaration>): Promise<string>;
  /** Sends what waits to be sent. Nothing is published afterwards. */
  close(): Promise<void>;
}

/**
 * Publishes events of one type.
 *
 * @example
 * const pushed = publisher(events.imagePushed, { topic: process.env.IMAGE_PUSHED_TOPIC, source: "/registry" });
 * await pushed.publish({ data: { repository: "base", digest, actor, bytes, media_type } });
 * @throws {TypeError} when the topic is not a topic's full name, or the source no URI reference
 */
export function publisher<Declaration extends EventDeclaration>(
  declaration: Declaration,
  { topic: name, source, orderBy }: PublisherOptions<Declaration>,
): Publisher<Declaration> {
  const projectId = projectIn("topic", name);
  requireHeader("source", source);
  let connected: Promise<{ pubsub: PubSub; topic: Topic }> | undefined;
  let closed = false;

  async function connect() {
    const { PubSub } = await import("@google-cloud/pubsub"); // a second's work, for those who publish
    const pubsub = new PubSub({ projectId });
    return { pubsub, topic: pubsub.topic(name, { messageOrdering: orderBy !== undefined }) };
  }

  return {
    async publish({ data: given, subject, id, time = new Date() }) {
      if (closed) throw new Error(`${declaration.type}: its publisher is closed`);
      const data = dataToSend(declaration, given);
      if (subject !== undefined) requireHeader("subject", subject);
      if (id !== undefined) requireHeader("id", id);
      const orderingKey = orderBy?.(data);
      const message = await toMessage({
        type: declaration.type,
        source,
        data,
        time: time.toISOString(),
        datacontenttype: "application/json",
        ...(subject !== undefined && { subject }),
        ...(id !== undefined && { id }),
      });
      connected ??= connect();
      const { topic } = await connected;
      try {
        return await topic.publishMessage({ ...message, orderingKey });
      } catch (error) {
        if (orderingKey) topic.resumePublishing(orderingKey); // the library holds a key after an error
        throw error;
      }
    },
    async close() {
      closed = true;
      if (!connected) return;
      const { pubsub, topic } = await connected;
      await topic.flush();
      await pubsub.close();
    },
  };
}

/** Attributes become headers of a push request as they are, so they are what a header may be. */
function requireHeader(property: string, value: string): void {
  if (!/^[!-~]([ -~]*[!-~])?$/.test(value))
    throw new TypeError(`${property} is ${JSON.stringify(value)}: give printable ASCII characters, and at least one`);
}

type Attributes = {
  type: string;
  source: string;
  time: string;
  datacontenttype: string;
  subject?: string;
  id?: string;
};

/** As the protocol binding of Pub/Sub has it (github.com/googleapis/google-cloudevents, docs/spec/pubsub.md). */
async function toMessage(event: Attributes & { data: object }) {
  const { CloudEvent, HTTP } = await import("cloudevents");
  const { headers, body } = HTTP.binary(new CloudEvent(event));
  const { "content-type": contentType, ...attributes } = headers as Record<string, string>;
  return {
    data: Buffer.from(String(body)),
    attributes: { ...attributes, "Content-Type": String(contentType) },
  };
}
