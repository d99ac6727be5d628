/** A queue of Cloudflare's, pulled over HTTP (developers.cloudflare.com/queues/configuration/pull-consumers). */
import { z } from "zod";

/** Where a queue is, and what lets one pull from it. */
export interface Queue {
  /** Without a slash at its end, as in `https://api.cloudflare.com/client/v4/accounts/ACCOUNT/queues/QUEUE`. */
  url: string;
  token: string;
}

const message = z.object({
  body: z.string(),
  id: z.string(),
  timestamp_ms: z.number(),
  /** Deliveries so far, this one counted. */
  attempts: z.number(),
  /** To acknowledge this delivery by, or to ask for another one. */
  lease_id: z.string(),
  metadata: z.record(z.string(), z.unknown()).default({}),
});

export type QueueMessage = z.infer<typeof message>;

const answer = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ code: z.number(), message: z.string() })).default([]),
  result: z.unknown(),
});

const pulled = z.object({ messages: z.array(message).default([]) });

/** What Cloudflare answered, or that it did not. */
export class QueueError extends Error {
  constructor(path: string, status: number, what: string) {
    super(`queue: ${path} was answered ${status}: ${what}`);
    this.name = "QueueError";
  }
}

/** The most that one pull gives. */
const batchSize = 100;

/**
 * The next messages, which nobody else is given for so long; none where the queue is empty.
 * @throws {QueueError}
 */
export async function pull(queue: Queue, leaseMilliseconds: number): Promise<QueueMessage[]> {
  const body = { batch_size: batchSize, visibility_timeout_ms: leaseMilliseconds };
  const result = pulled.safeParse(await post(queue, "messages/pull", body));
  if (!result.success)
    throw new QueueError("messages/pull", 200, `what is no list of messages: ${result.error.message}`);
  return result.data.messages;
}

/**
 * Acknowledges what is done, and gives back the rest, each to be delivered again after so many seconds.
 * @throws {QueueError}
 */
export async function settle(
  queue: Queue,
  done: readonly QueueMessage[],
  again: readonly { message: QueueMessage; seconds: number }[],
): Promise<void> {
  await post(queue, "messages/ack", {
    acks: done.map(({ lease_id }) => ({ lease_id })),
    retries: again.map(({ message: { lease_id }, seconds }) => ({ lease_id, delay_seconds: seconds })),
  });
}

/** What a message says: JSON and bytes travel as base64, text as it is. */
export function textOf({ body, metadata }: QueueMessage): string {
  const isText = metadata["CF-Content-Type"] === "text";
  return isText ? body : Buffer.from(body, "base64").toString("utf8");
}

async function post({ url, token }: Queue, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${url}/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  const read = answer.safeParse(parsed(text));
  if (response.ok && read.success && read.data.success) return read.data.result;
  const errors = read.data?.errors.map(({ code, message }) => `${code} ${message}`).join(", ");
  throw new QueueError(path, response.status, errors || text.slice(0, 200));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
