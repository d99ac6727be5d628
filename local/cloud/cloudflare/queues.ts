/** Queues, and what is read from and written into them. */
import type { PropertyMap } from "../../values";
import { textOf } from "../typed";
import type { World, WorldRecord } from "../world";

export const queueType = "cloudflare:index/queue:Queue";
export const consumerType = "cloudflare:index/queueConsumer:QueueConsumer";
export const notificationType = "cloudflare:index/r2BucketEventNotification:R2BucketEventNotification";

/** An account's queue of an id. */
export function queueOf(world: World, { accountId, queueId }: PropertyMap): WorldRecord | undefined {
  const queue = world.get(queueType, textOf(queueId) ?? "");
  return queue?.inputs.accountId === accountId ? queue : undefined;
}

export function queueNamed(world: World, accountId: unknown, name: unknown): WorldRecord | undefined {
  return world.ofType(queueType).find(({ inputs }) => inputs.accountId === accountId && inputs.queueName === name);
}

export function consumerOf(world: World, queueId: unknown): WorldRecord | undefined {
  return world.ofType(consumerType).find(({ inputs }) => inputs.queueId === queueId);
}

export const notificationPath = ({ accountId, bucketName, queueId }: PropertyMap) =>
  `accounts/${accountId}/event_notifications/r2/${bucketName}/configuration/queues/${queueId}`;
