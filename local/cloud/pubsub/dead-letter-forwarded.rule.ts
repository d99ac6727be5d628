/** Pub/Sub's own agent forwards what could not be delivered; nobody gives it the grants for that by default. */
import { allows } from "../iam/grants";
import { named } from "../named";
import type { DefectRule } from "../rule";
import { agentOf } from "../serviceaccount/accounts";
import { objectOf } from "../typed";

export const deadLetterForwarded: DefectRule = {
  name: "dead-letter-forwarded",
  demands: "Pub/Sub's agent may publish to a dead letter topic and acknowledge what it takes from the subscription.",
  answer: "Accepted. No message is ever forwarded; each is delivered again and again until it expires.",
  sources: [
    "googleapis/googleapis google/pubsub/v1/pubsub.proto (DeadLetterPolicy)",
    "https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions",
    "terraform-google-modules/terraform-google-pubsub#146",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  inspect({ id, inputs }, world) {
    const project = String(inputs.project);
    const { deadLetterTopic } = objectOf(inputs.deadLetterPolicy);
    if (typeof deadLetterTopic !== "string") return undefined;
    const topic = named("topics", deadLetterTopic, project);
    const agent = agentOf(world, project, "pubsub");
    const member = `serviceAccount:${agent}`;
    const missing = [
      topic.project !== project || allows(world, member, "pubsub.topics.publish", topic)
        ? []
        : `roles/pubsub.publisher on ${topic.id}`,
      allows(world, member, "pubsub.subscriptions.consume", { id, project }) ? [] : `roles/pubsub.subscriber on ${id}`,
    ].flat();
    if (missing.length === 0) return undefined;
    return `no message goes to its dead letter topic: ${agent} lacks ${missing.join(" and ")}; grant it`;
  },
};
