/** All there is: schemas, topics and subscriptions, and how a message comes from one to the other. */
import type { protos } from "@google-cloud/pubsub";
import { Tokens } from "../oidc";
import { Clock } from "./clock";
import { invalid, notFound, notHere, PubsubError } from "./errors";
import { deadLetterOf, type NewMessage, newMessage, type StoredMessage } from "./messages";
import { requireName } from "./names";
import { checkOf, type MessageCheck } from "./schemas";
import { type SubscriptionProto, settled, updated } from "./settings";
import { Subscription, type Surroundings } from "./subscription";
import type { Table } from "./tables";

type TopicProto = protos.google.pubsub.v1.ITopic;
type SchemaProto = protos.google.pubsub.v1.ISchema;

interface Topic {
  settings: TopicProto;
  subscriptions: Set<Subscription>;
}

export class World implements Surroundings {
  readonly clock = new Clock();
  readonly #schemas = new Map<string, { settings: SchemaProto; check: MessageCheck }>();
  readonly #topics = new Map<string, Topic>();
  readonly #subscriptions = new Map<string, Subscription>();
  #lastMessage = 0;

  constructor(
    readonly tables: Map<string, Table>,
    readonly tokens = new Tokens(),
  ) {}

  createSchema(name: string, { type, definition }: SchemaProto): SchemaProto {
    requireName("schemas", name);
    if (this.#schemas.has(name)) throw existing(name);
    return this.#setSchema(name, { type, definition });
  }

  /** A new revision: topics with the schema check against it from now on. */
  commitSchema(name: string, { type, definition }: SchemaProto): SchemaProto {
    this.schema(name);
    return this.#setSchema(name, { type, definition });
  }

  schema(name: string): SchemaProto {
    const schema = this.#schemas.get(name);
    if (!schema) throw notFound(name);
    return schema.settings;
  }

  /** Topics with it refuse everything from now on. */
  deleteSchema(name: string): void {
    if (!this.#schemas.delete(name)) throw notFound(name);
  }

  createTopic(given: TopicProto): TopicProto {
    const name = String(given.name);
    requireName("topics", name);
    if (this.#topics.has(name)) throw existing(name);
    refuseOthers(given);
    if (given.schemaSettings?.schema) {
      this.schema(given.schemaSettings.schema);
      if (given.schemaSettings.encoding !== "JSON") throw notHere(`encoding ${given.schemaSettings.encoding}`);
    }
    const topic = { settings: given, subscriptions: new Set<Subscription>() };
    this.#topics.set(name, topic);
    return topic.settings;
  }

  topic(name: string): TopicProto {
    return this.#topic(name).settings;
  }

  /** Its subscriptions stay, with what they have, and get nothing more: not of a new topic of that name, either. */
  deleteTopic(name: string): void {
    for (const subscription of this.#topic(name).subscriptions)
      subscription.settings = { ...subscription.settings, topic: "_deleted-topic_" };
    this.#topics.delete(name);
  }

  /** All of them are stored or none is. */
  publish(name: string, messages: readonly protos.google.pubsub.v1.IPubsubMessage[]): string[] {
    const topic = this.#topic(name);
    if (messages.length === 0) throw invalid("No messages to publish.");
    return this.#store(topic, messages.map(newMessage));
  }

  forward(name: string, message: StoredMessage, subscription: string, deliveries: number): boolean {
    const topic = this.#topics.get(name);
    if (!topic) return false;
    this.#store(topic, [deadLetterOf(message, subscription, deliveries)]);
    return true;
  }

  createSubscription(given: SubscriptionProto): SubscriptionProto {
    const settings = settled(given);
    const topic = this.#topic(String(given.topic));
    const name = String(settings.name);
    if (this.#subscriptions.has(name)) throw existing(name);
    this.#requireDeadLetterTopic(settings);
    const subscription = new Subscription(settings, this);
    topic.subscriptions.add(subscription);
    this.#subscriptions.set(name, subscription);
    return subscription.settings;
  }

  subscription(name: string): Subscription {
    const subscription = this.#subscriptions.get(name);
    if (!subscription) throw notFound(name);
    return subscription;
  }

  updateSubscription(given: SubscriptionProto, paths: readonly string[]): SubscriptionProto {
    const subscription = this.subscription(String(given.name));
    const settings = updated(subscription.settings, given, paths);
    this.#requireDeadLetterTopic(settings);
    subscription.settings = settings;
    return subscription.settings;
  }

  /** With all that it has not delivered. */
  deleteSubscription(name: string): void {
    const subscription = this.subscription(name);
    this.#subscriptions.delete(name);
    for (const { subscriptions } of this.#topics.values()) subscriptions.delete(subscription);
    subscription.delete(notFound(name));
  }

  close(): void {
    for (const name of [...this.#subscriptions.keys()]) this.deleteSubscription(name);
    this.clock.stop();
  }

  #topic(name: string): Topic {
    const topic = this.#topics.get(name);
    if (!topic) throw notFound(name);
    return topic;
  }

  #setSchema(name: string, { type, definition }: SchemaProto): SchemaProto {
    if (type !== "PROTOCOL_BUFFER") throw notHere(`a schema of type ${type}`);
    const settings = { name, type, definition };
    this.#schemas.set(name, { settings, check: checkOf(String(definition)) });
    return settings;
  }

  #store({ settings, subscriptions }: Topic, messages: readonly NewMessage[]): string[] {
    const schema = settings.schemaSettings?.schema;
    if (schema) for (const message of messages) this.#check(schema, message);
    const publishTime = this.clock.now();
    const stored = messages.map((message) => ({ ...message, id: String(++this.#lastMessage), publishTime }));
    for (const message of stored) for (const subscription of subscriptions) subscription.offer(message);
    return stored.map(({ id }) => id);
  }

  #check(name: string, { data }: NewMessage): void {
    const schema = this.#schemas.get(name);
    const problem = schema ? schema.check(data) : "has no schema any more";
    if (problem) throw invalid(`Invalid data in message: Message failed schema validation: ${problem}.`);
  }

  #requireDeadLetterTopic({ deadLetterPolicy }: SubscriptionProto): void {
    if (deadLetterPolicy?.deadLetterTopic) this.#topic(deadLetterPolicy.deadLetterTopic);
  }
}

const existing = (name: string) => new PubsubError("ALREADY_EXISTS", `Resource already exists (resource=${name}).`);

function refuseOthers({ ingestionDataSourceSettings, messageTransforms, messageRetentionDuration }: TopicProto): void {
  if (ingestionDataSourceSettings) throw notHere("ingestion_data_source_settings");
  if (messageTransforms?.length) throw notHere("message_transforms");
  if (messageRetentionDuration) throw notHere("message_retention_duration of a topic");
}
