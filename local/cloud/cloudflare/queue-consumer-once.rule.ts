/** A queue is read by one consumer: a Worker, or whoever pulls. */
import type { Rule } from "../rule";
import { consumerOf, consumerType } from "./queues";
import { CloudflareRefusal } from "./refusal";

export class ConsumerExists extends CloudflareRefusal {
  constructor(account: unknown, queue: unknown) {
    super(
      `POST accounts/${account}/queues/${queue}/consumers`,
      "409 Conflict",
      11004,
      "workers.api.error.consumer_exists",
    );
  }
}

export const queueConsumerOnce: Rule = {
  name: "queue-consumer-once",
  demands: "A queue has no other consumer.",
  answer: "11004: workers.api.error.consumer_exists",
  sources: [
    "cloudflare/workers-sdk#5347",
    "https://developers.cloudflare.com/queues/configuration/pull-consumers/",
    "no source of the status was found: it is ours",
  ],
  types: [consumerType],
  before: ["create"],
  check({ inputs, world }) {
    if (consumerOf(world, inputs.queueId)) throw new ConsumerExists(inputs.accountId, inputs.queueId);
  },
};
