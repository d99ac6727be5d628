/** A queue is called by its id, and yet no two of an account have one name. */
import type { Rule } from "../rule";
import { queueNamed, queueType } from "./queues";
import { CloudflareRefusal } from "./refusal";

export class QueueNameTaken extends CloudflareRefusal {
  constructor(request: `${"POST" | "PUT"} ${string}`) {
    super(request, "409 Conflict", 11009, "workers.api.error.queue_name_taken");
  }
}

export const queueNameFree: Rule = {
  name: "queue-name-free",
  demands: "No other queue of the account has the name.",
  answer: "409 Conflict",
  sources: [
    "alchemy-run/alchemy-async#1245 (the status)",
    "no source of the code and the words was found: they are ours",
  ],
  types: [queueType],
  before: ["create", "update"],
  check({ operation, id, inputs, world }) {
    const other = queueNamed(world, inputs.accountId, inputs.queueName);
    if (!other || other.id === id) return;
    const queues = `accounts/${inputs.accountId}/queues`;
    throw new QueueNameTaken(operation === "create" ? `POST ${queues}` : `PUT ${queues}/${id}`);
  },
};
