/** A stream that messages are pulled through, as the client libraries do. */

import type { protos } from "@google-cloud/pubsub";
import type { ServerDuplexStream } from "@grpc/grpc-js";
import type { Delivery } from "./backlog";
import type { PubsubError } from "./errors";
import { toProto } from "./messages";
import type { Subscription } from "./subscription";

type Request = protos.google.pubsub.v1.IStreamingPullRequest;
type Response = protos.google.pubsub.v1.IStreamingPullResponse;
export type PullStream = ServerDuplexStream<Request, Response>;

/** What a stream gets that asks for no limit. */
const mostHeld = 1000;

export function serveStream(stream: PullStream, find: (name: string) => Subscription): void {
  let end: (() => void) | undefined;
  stream.on("data", (request: Request) => {
    try {
      end ??= open(stream, find(String(request.subscription)), request);
      settle(find, stream, request);
    } catch (error) {
      fail(stream, error as PubsubError);
    }
  });
  const over = () => end?.();
  stream.on("end", () => {
    over();
    stream.end();
  });
  stream.on("cancelled", over); // what it holds is held until its deadline: perhaps it is acknowledged by another call
  stream.on("error", over);
  held.set(stream, "");
}

/** Stream → the subscription it began with, which later requests do not repeat. */
const held = new WeakMap<PullStream, string>();

function open(stream: PullStream, subscription: Subscription, first: Request): () => void {
  held.set(stream, subscription.name);
  const holder = stream;
  const seconds = first.streamAckDeadlineSeconds || undefined;
  const most = Number(first.maxOutstandingMessages ?? 0) || mostHeld;
  const isOrdered = subscription.settings.enableMessageOrdering ?? false;
  const take = () => {
    const deliveries = subscription.pull(holder, most - subscription.backlog.heldBy(holder), seconds);
    if (deliveries.length === 0) return;
    stream.write({
      receivedMessages: deliveries.map((delivery) => received(delivery, subscription)),
      subscriptionProperties: { messageOrderingEnabled: isOrdered, exactlyOnceDeliveryEnabled: false },
    });
  };
  const endings = [subscription.backlog.onReady(take), subscription.onClose((why) => fail(stream, why))];
  take();
  return () => {
    for (const ending of endings) ending();
  };
}

function settle(
  find: (name: string) => Subscription,
  stream: PullStream,
  { ackIds, modifyDeadlineAckIds, modifyDeadlineSeconds }: Request,
): void {
  const { backlog } = find(held.get(stream) ?? "");
  for (const id of ackIds ?? []) backlog.acknowledge(id);
  for (const [i, id] of (modifyDeadlineAckIds ?? []).entries()) backlog.extend(id, modifyDeadlineSeconds?.[i] ?? 0);
}

function fail(stream: PullStream, error: PubsubError): void {
  stream.emit("error", error); // how gRPC is told the status
}

/** As both ways to pull answer it; attempts are told where there are dead letters. */
export function received(
  { ackId, message, attempt }: Delivery,
  { settings }: Subscription,
): protos.google.pubsub.v1.IReceivedMessage {
  return { ackId, message: toProto(message), deliveryAttempt: settings.deadLetterPolicy ? attempt : 0 };
}
