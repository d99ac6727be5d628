/**
 * A job publishes when its time has come, and its log alone tells that it cannot. Its agent may publish to every topic of
 * the project by the role that it has from Google (roles/cloudscheduler.serviceAgent: pubsub.topics.publish).
 */
import { named } from "../named";
import type { DefectRule } from "../rule";
import { objectOf, textOf } from "../typed";

export const schedulerTopicExists: DefectRule = {
  name: "scheduler-topic-exists",
  demands: "The topic that a scheduler's job publishes to exists, in the job's own project.",
  answer: "Accepted. Every attempt ends with status NOT_FOUND, and nothing is published.",
  sources: [
    "googleapis/googleapis google/cloud/scheduler/v1/target.proto (PubsubTarget: the topic is in the job's project)",
    "https://cloud.google.com/iam/docs/roles-permissions/cloudscheduler (what the agent may do)",
    "no source was found that the topic is looked up when the job is made: it is taken not to be",
  ],
  types: ["gcp:cloudscheduler/job:Job"],
  inspect({ inputs }, world) {
    const project = String(inputs.project);
    const topicName = textOf(objectOf(inputs.pubsubTarget).topicName);
    if (topicName === undefined) return undefined;
    const topic = named("topics", topicName, project);
    if (topic.project !== project)
      return `it publishes nothing: ${topic.id} is a topic of another project; name one of ${project}`;
    if (world.get("gcp:pubsub/topic:Topic", topic.id)) return undefined;
    return `it publishes nothing: its topic ${topic.id} does not exist; make it, or name another`;
  },
};
