/** Pub/Sub looks up what a new subscription, topic or grant names. */
import type { PropertyMap } from "../../values";
import { Refusal } from "../errors";
import { type Named, named } from "../named";
import type { Rule } from "../rule";
import { objectOf } from "../typed";

export class NoSuchPubsubResource extends Refusal {
  constructor(name: string) {
    super(404, "notFound", `Resource not found (resource=${name}).`);
  }
}

const types = {
  topics: "gcp:pubsub/topic:Topic",
  subscriptions: "gcp:pubsub/subscription:Subscription",
  schemas: "gcp:pubsub/schema:Schema",
} as const;

export const referenceExists: Rule = {
  name: "pubsub-reference-exists",
  demands: "The topic, dead letter topic, schema or subscription that something of Pub/Sub names exists.",
  answer: "404 notFound: Resource not found (resource=…).",
  sources: [
    "hashicorp/terraform#24519",
    'googleapis/googleapis google/pubsub/v1/pubsub.proto (DeadLetterPolicy: "The operation will fail if the topic does not exist")',
  ],
  types: [
    "gcp:pubsub/topic:Topic",
    "gcp:pubsub/subscription:Subscription",
    "gcp:pubsub/topicIAMMember:TopicIAMMember",
    "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
  ],
  before: ["create", "update"],
  check({ inputs, project, existing, world }) {
    const before = existing ? referencesIn(existing.inputs, project).map(({ id }) => id) : [];
    for (const { kind, project: home, name, id } of referencesIn(inputs, project)) {
      // What is of another project is not ours to tell; what was named before is not looked up again.
      if (home === project && !before.includes(id) && !world.get(types[kind], id)) throw new NoSuchPubsubResource(name);
    }
  },
};

function referencesIn(inputs: PropertyMap, project: string): (Named & { kind: keyof typeof types })[] {
  return [
    { kind: "topics" as const, text: inputs.topic },
    { kind: "topics" as const, text: objectOf(inputs.deadLetterPolicy).deadLetterTopic },
    { kind: "subscriptions" as const, text: inputs.subscription },
    { kind: "schemas" as const, text: objectOf(inputs.schemaSettings).schema },
  ].flatMap(({ kind, text }) => (typeof text === "string" ? [{ kind, ...named(kind, text, project) }] : []));
}
