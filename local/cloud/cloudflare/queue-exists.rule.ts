/** A queue comes before its consumer, what is written into it, and what sends its dead letters there. */
import type { Rule } from "../rule";
import { textOf } from "../typed";
import { consumerType, notificationPath, notificationType, queueNamed, queueOf } from "./queues";
import { CloudflareRefusal } from "./refusal";

export class NoSuchQueue extends CloudflareRefusal {
  constructor(request: `${"POST" | "PUT"} ${string}`) {
    super(request, "404 Not Found", 11000, "workers.api.error.queue_not_found");
  }
}

export const queueExists: Rule = {
  name: "queue-exists",
  demands:
    "The queue of a consumer or of a bucket's notifications exists, in their account, and so does its dead letter queue.",
  answer: "404 Not Found, 11000: workers.api.error.queue_not_found",
  sources: [
    "cloudflare/workers-sdk#2161 (the code)",
    "alchemy-run/distilled#273 (the code)",
    "the words: those for a consumer that exists already (cloudflare/workers-sdk#5347), for a queue that does not",
    "no source was found of what is said of a dead letter queue: it is taken to be the same",
  ],
  types: [consumerType, notificationType],
  before: ["create", "update"],
  check({ operation, type, id, inputs, world }) {
    const consumers = `accounts/${inputs.accountId}/queues/${inputs.queueId}/consumers`;
    const ofConsumer = operation === "create" ? (`POST ${consumers}` as const) : (`PUT ${consumers}/${id}` as const);
    const request = type.token === consumerType ? ofConsumer : (`PUT ${notificationPath(inputs)}` as const);
    if (!queueOf(world, inputs)) throw new NoSuchQueue(request);
    const dead = textOf(inputs.deadLetterQueue);
    if (dead !== undefined && !queueNamed(world, inputs.accountId, dead)) throw new NoSuchQueue(request);
  },
};
