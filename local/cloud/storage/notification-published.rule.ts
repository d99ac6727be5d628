/** Cloud Storage tries whether it may publish when a bucket is to tell of its objects. */
import { Refusal } from "../errors";
import { allows } from "../iam/grants";
import { named } from "../named";
import type { Rule } from "../rule";
import { agentsOf } from "../serviceaccount/accounts";

export class PublisherDenied extends Refusal {
  constructor(agent: string, topic: string) {
    super(
      403,
      "forbidden",
      `The service account '${agent}' does not have permission to publish messages to to the Cloud Pub/Sub topic ` +
        `'//pubsub.googleapis.com/${topic}', or that topic does not exist.`,
    );
  }
}

export const notificationPublished: Rule = {
  name: "bucket-notification-published",
  demands: "The topic of a bucket's notifications exists, and Cloud Storage's agent may publish to it.",
  answer:
    "403 forbidden: The service account '…@gs-project-accounts.iam.gserviceaccount.com' does not have permission to publish " +
    "messages to to the Cloud Pub/Sub topic '…', or that topic does not exist.",
  sources: [
    "https://cloud.google.com/storage/docs/reporting-changes#prereqs",
    "the words: answers to public scripts, found in documents that kept them",
  ],
  types: ["gcp:storage/notification:Notification"],
  before: ["create"],
  check({ inputs, project, world }) {
    const topic = named("topics", inputs.topic, project);
    if (topic.project !== project) return; // what is of another project is not ours to tell
    const bucket = world.get("gcp:storage/bucket:Bucket", String(inputs.bucket));
    const agents = agentsOf(world, String(bucket?.inputs.project ?? project), "storage");
    const publishes = agents.some((agent) => allows(world, `serviceAccount:${agent}`, "pubsub.topics.publish", topic));
    if (!publishes || !world.get("gcp:pubsub/topic:Topic", topic.id))
      throw new PublisherDenied(agents.at(-1) ?? "", topic.id);
  },
};
