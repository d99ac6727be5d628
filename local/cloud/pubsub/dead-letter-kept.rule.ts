/** A topic keeps nothing: what is published while it has no subscription is lost. */

import { named } from "../named";
import type { DefectRule } from "../rule";
import { objectOf } from "../typed";
import type { Index } from "../world";

const subscription = "gcp:pubsub/subscription:Subscription";

const byTopic: Index = ({ type, inputs }) =>
  type === subscription ? [named("topics", inputs.topic, String(inputs.project)).id] : [];

export const deadLetterKept: DefectRule = {
  name: "dead-letter-kept",
  demands: "A dead letter topic has a subscription.",
  answer: "Accepted. What is forwarded to the topic is lost.",
  sources: [
    'googleapis/googleapis google/pubsub/v1/pubsub.proto (DeadLetterPolicy: "messages published to a topic with no subscriptions are lost")',
  ],
  types: [subscription],
  inspect({ inputs }, world) {
    const project = String(inputs.project);
    const { deadLetterTopic } = objectOf(inputs.deadLetterPolicy);
    if (typeof deadLetterTopic !== "string") return undefined;
    const topic = named("topics", deadLetterTopic, project);
    if (topic.project !== project || world.find(byTopic, topic.id).length > 0) return undefined;
    return `what it forwards to its dead letter topic ${topic.id} is lost: the topic has no subscription; give it one`;
  },
};
