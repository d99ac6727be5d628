/** A queue takes what a bucket tells, whether or not anybody reads it. */
import type { DefectRule } from "../rule";
import { consumerOf, notificationType, queueOf } from "./queues";

export const notificationConsumed: DefectRule = {
  name: "notification-consumed",
  demands: "The queue of a bucket's notifications has a consumer.",
  answer:
    "Accepted. Nobody can read the messages, and after four days, unless the queue keeps them longer, they are gone.",
  sources: [
    "https://developers.cloudflare.com/r2/buckets/event-notifications/ (what has to be there before)",
    "https://developers.cloudflare.com/queues/platform/limits/ (how long messages are kept)",
  ],
  types: [notificationType],
  inspect({ inputs }, world) {
    const queue = queueOf(world, inputs);
    if (!queue) return `nobody is told of anything: its queue ${inputs.queueId} has been deleted; delete this too`;
    if (consumerOf(world, queue.id)) return undefined;
    return `nobody reads what it writes: queue ${queue.inputs.queueName} has no consumer; give it one, as of type http_pull`;
  },
};
