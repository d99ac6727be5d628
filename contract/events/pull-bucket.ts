/**
 * Takes what an R2 bucket tells out of its queue, and publishes it as events. A message is acknowledged once its event is
 * published and not before; should the acknowledgement be lost, it comes again as an event of the same id.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type BucketEvent, bucketEvents } from "./buckets";
import { pull, type Queue, type QueueMessage, settle, textOf } from "./queue";

/** An event as CloudEvents has it. */
export interface ForwardedEvent {
  id: string;
  source: string;
  type: string;
  /** The object's key, as a URI has it; left out where that is longer than an attribute of a message may be. */
  subject?: string;
  /** RFC 3339. */
  time: string;
  data: Record<string, unknown>;
}

export interface ForwardOptions {
  queue: Queue;
  /** Resolves when the event is kept; an event that it refuses is tried again. */
  publish: (event: ForwardedEvent) => Promise<unknown>;
  /** No further messages are asked for after so long. @default 50 seconds */
  forMilliseconds?: number;
}

export interface Forwarded {
  published: number;
  /** What could not be read or published, with the reason; each will be delivered again. */
  failed: { id: string; reason: string }[];
}

/** The form of a notification (developers.cloudflare.com/r2/buckets/event-notifications#message-format). */
const notification = z.object({
  account: z.string(),
  bucket: z.string(),
  action: z.string(),
  eventTime: z.iso.datetime(),
  object: z.object({ key: z.string(), size: z.int().optional(), eTag: z.string().optional() }),
  copySource: z.object({ bucket: z.string(), object: z.string() }).optional(),
});

/** Action → which of our events it is. */
const kinds: Readonly<Record<string, BucketEvent>> = {
  PutObject: "written",
  CopyObject: "written",
  CompleteMultipartUpload: "written",
  DeleteObject: "deleted",
  LifecycleDeletion: "deleted",
};

/** In bytes (cloud.google.com/pubsub/quotas#resource_limits). */
const longestAttribute = 1024;

/** Longer than a batch takes to be published; who dies on the way leaves it to the next. */
const leaseMilliseconds = 10 * 60_000;

/**
 * Publishes what is in the queue, until that is empty or the time is over.
 * @throws {QueueError} when the queue cannot be pulled, or what was published not be acknowledged
 */
export async function forwardBucketEvents(options: ForwardOptions): Promise<Forwarded> {
  const { queue, publish, forMilliseconds = 50_000 } = options;
  const end = Date.now() + forMilliseconds;
  const forwarded: Forwarded = { published: 0, failed: [] };
  while (Date.now() < end) {
    const messages = await pull(queue, leaseMilliseconds);
    if (messages.length === 0) break;
    const outcomes = await Promise.all(messages.map((message) => forward(message, publish)));
    const done = messages.filter((_, i) => outcomes[i] === undefined);
    const again = messages.filter((_, i) => outcomes[i] !== undefined);
    await settle(
      queue,
      done,
      again.map((message) => ({ message, seconds: delayAfter(message.attempts) })),
    );
    forwarded.published += done.length;
    for (const [i, reason] of outcomes.entries())
      if (reason !== undefined) forwarded.failed.push({ id: messages[i]?.id ?? "", reason });
  }
  return forwarded;
}

/** Why a message is not done with. */
async function forward(message: QueueMessage, publish: ForwardOptions["publish"]): Promise<string | undefined> {
  try {
    await publish(eventOf(textOf(message)));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The event that a notification tells of. What it is called follows from what happened, to which object, and when.
 * @throws {Error} when it is of another form
 */
export function eventOf(text: string): ForwardedEvent {
  const { account, bucket, action, eventTime, object, copySource } = notification.parse(JSON.parse(text));
  const kind = Object.hasOwn(kinds, action) ? kinds[action] : undefined;
  if (kind === undefined) throw new Error(`${action} is no action on an object that is known here`);
  const { key: name, size, eTag: etag } = object;
  const copied = copySource && { copied_from: `${copySource.bucket}/${copySource.object}` };
  const { type, data: form } = bucketEvents[kind];
  const data = kind === "written" ? { bucket, name, action, size, etag, ...copied } : { bucket, name, action };
  return {
    id: createHash("sha256")
      .update(JSON.stringify([account, bucket, name, action, etag, eventTime]))
      .digest("hex"),
    source: `//r2.cloudflarestorage.com/accounts/${account}/buckets/${bucket}`,
    type,
    ...(encodeURI(name).length <= longestAttribute && { subject: encodeURI(name) }),
    time: eventTime,
    data: form.parse(data),
  };
}

/**
 * Seconds until another try: from 15, doubled each time, to 4 hours. So the hundred tries that a queue has last longer than
 * the 14 days for which it keeps a message.
 */
export function delayAfter(attempts: number): number {
  return Math.min(15 * 2 ** Math.max(0, attempts - 1), 4 * 60 * 60);
}
