/** Working off a pull subscription, for jobs and for what no request may reach. */
import type { Message, PubSub, Subscription } from "@google-cloud/pubsub";
import type { EventDeclaration } from "./declaration";
import { byType, handle, on, type Reception } from "./handle";
import { projectIn } from "./names";
import type { EventHandler } from "./received";
import { Turns } from "./turns";

export interface WorkerOptions<Declaration extends EventDeclaration = EventDeclaration> extends Reception {
  /** In full, `projects/PROJECT/subscriptions/NAME`. */
  subscription: string;
  handler: EventHandler<Declaration>;
  /** How many events are handled at a time; those with one ordering key always one after the other. @default 10 */
  concurrency?: number;
  /** Told when the connection is lost for good, as where the subscription is deleted. @default throws, which ends the process */
  onError?: (error: Error) => void;
}

export interface Worker {
  /** Takes no more messages, and resolves when those in hand are done and their answers sent. */
  close(): Promise<void>;
}

/**
 * Handles what a pull subscription brings. A message is acknowledged when its event is handled, or was before; otherwise
 * it is given back, and is redelivered by the subscription's retry policy, which it must have, until it ends as a dead
 * letter: without one it would come again at once.
 *
 * @example
 * const { close } = await worker(events.imagePulled, { subscription, once, handler });
 * process.once("SIGTERM", close);
 * @throws {TypeError} when the subscription is not a subscription's full name
 */
export async function worker<Declaration extends EventDeclaration>(
  declaration: Declaration,
  { subscription: name, handler, concurrency = 10, onError, ...reception }: WorkerOptions<Declaration>,
): Promise<Worker> {
  const projectId = projectIn("subscription", name);
  const types = byType([on(declaration, handler)]);
  const { PubSub } = await import("@google-cloud/pubsub");
  const pubsub = new PubSub({ projectId });
  const subscription = pubsub.subscription(name, {
    flowControl: { maxMessages: concurrency, allowExcessMessages: false },
    closeOptions: { behavior: "WAIT" },
  });
  const turns = new Turns();
  let closing = false;

  async function settle(message: Message): Promise<boolean> {
    if (closing) return false;
    const { state } = await handle(
      {
        headers: Object.fromEntries(
          Object.entries(message.attributes).map(([key, value]) => [key.toLowerCase(), value]),
        ),
        body: message.data,
        messageId: message.id,
        publishTime: message.publishTime.toISOString(),
      },
      types,
      reception,
    );
    return state === "handled" || state === "seen";
  }

  subscription.on("message", (message: Message) => {
    turns.take({ key: message.orderingKey, id: message.id, run: () => settle(message) }).then(
      (settled) => (settled ? message.ack() : message.nack()),
      () => message.nack(), // nothing there throws but a report, and that is not the event's fault
    );
  });
  subscription.on("error", onError ?? rethrow);
  return {
    async close() {
      closing = true;
      await close(subscription, pubsub);
    },
  };
}

function rethrow(error: Error): never {
  throw error;
}

async function close(subscription: Subscription, pubsub: PubSub): Promise<void> {
  await subscription.close();
  await pubsub.close();
}
