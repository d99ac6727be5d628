/** A message as it is stored, and what the API makes of it. */
import type { protos } from "@google-cloud/pubsub";
import { invalid } from "./errors";
import { partsOf } from "./names";

export interface StoredMessage {
  id: string;
  data: Buffer;
  attributes: Readonly<Record<string, string>>;
  orderingKey: string;
  /** In milliseconds. */
  publishTime: number;
}

/** What a publisher gives. */
export type NewMessage = Pick<StoredMessage, "data" | "attributes" | "orderingKey">;

const most = { attributes: 100, keyBytes: 256, valueBytes: 1024, dataBytes: 10 * 1000 ** 2 }; // cloud.google.com/pubsub/quotas

export function newMessage({ data, attributes, orderingKey }: protos.google.pubsub.v1.IPubsubMessage): NewMessage {
  const message = { data: Buffer.from(data ?? ""), attributes: attributes ?? {}, orderingKey: orderingKey ?? "" };
  const pairs = Object.entries(message.attributes);
  if (message.data.length === 0 && pairs.length === 0) throw invalid("Some messages are empty");
  if (message.data.length > most.dataBytes) throw invalid(`A message has more than ${most.dataBytes} bytes of data`);
  if (pairs.length > most.attributes) throw invalid(`A message has more than ${most.attributes} attributes`);
  for (const [key, value] of pairs) {
    if (key === "" || key.startsWith("goog")) throw invalid(`The attribute key ${JSON.stringify(key)} is reserved`);
    if (Buffer.byteLength(key) > most.keyBytes || Buffer.byteLength(value) > most.valueBytes)
      throw invalid(`The attribute ${key} is longer than ${most.keyBytes} bytes, or its value than ${most.valueBytes}`);
  }
  return message;
}

export function toProto(message: StoredMessage): protos.google.pubsub.v1.IPubsubMessage {
  const { id: messageId, data, attributes, orderingKey, publishTime } = message;
  const seconds = Math.floor(publishTime / 1000);
  return {
    messageId,
    data,
    attributes: { ...attributes },
    orderingKey,
    publishTime: { seconds, nanos: Math.round((publishTime - seconds * 1000) * 1e6) },
  };
}

/** A dead letter: a new message that tells where it comes from (cloud.google.com/pubsub/docs/handling-failures). */
export function deadLetterOf(message: StoredMessage, subscription: string, deliveries: number): NewMessage {
  const { project, id } = partsOf(subscription);
  return {
    data: message.data,
    orderingKey: message.orderingKey,
    attributes: {
      ...message.attributes,
      CloudPubSubDeadLetterSourceDeliveryCount: String(deliveries),
      CloudPubSubDeadLetterSourceSubscription: id,
      CloudPubSubDeadLetterSourceSubscriptionProject: project,
      CloudPubSubDeadLetterSourceTopicPublishTime: new Date(message.publishTime).toISOString().replace("Z", "+00:00"),
    },
  };
}
