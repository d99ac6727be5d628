/**
 * What a topic or a schema leaves behind: deleting either is never refused. Subscriptions of a topic that is made anew
 * under the same name stay with the old one.
 */

import { named } from "../named";
import type { DefectRule } from "../rule";
import { objectOf } from "../typed";

const gone = (what: string, id: string, harm: string) =>
  `${harm}: its ${what} ${id} has been deleted; delete this too, or give it another ${what}`;

export const topicStands: DefectRule = {
  name: "topic-stands",
  demands: "The topic of a subscription and the schema of a topic are not deleted before it.",
  answer:
    "The deletion is accepted. The subscription's topic is `_deleted-topic_` and brings nothing any more; the topic's " +
    "schema is `_deleted-schema_` and all publishing to it fails.",
  sources: [
    "googleapis/googleapis google/pubsub/v1/pubsub.proto (DeleteTopic, SchemaSettings)",
    "https://cloud.google.com/pubsub/docs/delete-schema",
  ],
  types: ["gcp:pubsub/subscription:Subscription", "gcp:pubsub/topic:Topic"],
  inspect({ inputs }, world) {
    const project = String(inputs.project);
    const { schema: schemaName } = objectOf(inputs.schemaSettings);
    if (typeof inputs.topic === "string") {
      const topic = named("topics", inputs.topic, project);
      const there = topic.project !== project || world.get("gcp:pubsub/topic:Topic", topic.id);
      if (!there) return gone("topic", topic.id, "no message comes to it any more");
    }
    if (typeof schemaName === "string") {
      const schema = named("schemas", schemaName, project);
      const there = schema.project !== project || world.get("gcp:pubsub/schema:Schema", schema.id);
      if (!there) return gone("schema", schema.id, "every message published to it is refused");
    }
    return undefined;
  },
};
