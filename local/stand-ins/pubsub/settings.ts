/** What a subscription is set to, and what of that may change. */
import type { protos } from "@google-cloud/pubsub";
import { invalid, notHere } from "./errors";
import { type Filter, filterOf } from "./filter";
import { requireName } from "./names";

export type SubscriptionProto = protos.google.pubsub.v1.ISubscription;
type Duration = protos.google.protobuf.IDuration;

const second = 1000;
const day = 24 * 60 * 60 * second;

/** Refuses what Pub/Sub does not take, or this stand-in has not; tells what goes without saying. */
export function settled(given: SubscriptionProto): SubscriptionProto {
  const name = given.name ?? "";
  requireName("subscriptions", name);
  filterOf(given.filter ?? "");
  const ackDeadlineSeconds = given.ackDeadlineSeconds || 10;
  if (ackDeadlineSeconds < 10 || ackDeadlineSeconds > 600)
    throw invalid(`Invalid ack deadline ${ackDeadlineSeconds}: it is between 10 and 600 seconds.`);
  const settings = {
    ...given,
    ackDeadlineSeconds,
    pushConfig: given.pushConfig?.pushEndpoint ? requirePush(given.pushConfig) : null,
    deadLetterPolicy: given.deadLetterPolicy && {
      deadLetterTopic: given.deadLetterPolicy.deadLetterTopic,
      maxDeliveryAttempts: attemptsIn(given.deadLetterPolicy.maxDeliveryAttempts || 5),
    },
    retryPolicy: given.retryPolicy && {
      minimumBackoff: backoffIn("minimum_backoff", given.retryPolicy.minimumBackoff ?? { seconds: 10 }),
      maximumBackoff: backoffIn("maximum_backoff", given.retryPolicy.maximumBackoff ?? { seconds: 600 }),
    },
    messageRetentionDuration: given.messageRetentionDuration ?? { seconds: (7 * day) / second },
  };
  if (settings.pushConfig && settings.bigqueryConfig?.table)
    throw invalid("At most one of push_config and bigquery_config can be set on a subscription.");
  refuseOthers(settings);
  return settings;
}

/** Fields by their name in a mask, which is how they are named in the protocol. */
const mutable: Readonly<Record<string, keyof SubscriptionProto>> = {
  ack_deadline_seconds: "ackDeadlineSeconds",
  bigquery_config: "bigqueryConfig",
  dead_letter_policy: "deadLetterPolicy",
  expiration_policy: "expirationPolicy",
  labels: "labels",
  message_retention_duration: "messageRetentionDuration",
  push_config: "pushConfig",
  retry_policy: "retryPolicy",
};

/** The settings after an update. */
export function updated(
  before: SubscriptionProto,
  given: SubscriptionProto,
  paths: readonly string[],
): SubscriptionProto {
  if (paths.length === 0) throw invalid("The update_mask in the UpdateSubscriptionRequest is empty.");
  const changes = paths.map((path) => {
    const field = mutable[path];
    if (!field) throw invalid(`Invalid update_mask provided in the UpdateSubscriptionRequest: ${path} is not mutable.`);
    return [field, given[field]];
  });
  return settled({ ...before, ...Object.fromEntries(changes) });
}

export function filterIn({ filter }: SubscriptionProto): Filter {
  return filterOf(filter ?? "");
}

/** Milliseconds. */
export function millisecondsIn({ seconds, nanos }: Duration): number {
  return Number(seconds ?? 0) * second + Number(nanos ?? 0) / 1e6;
}

export function backoffOf({
  retryPolicy,
  pushConfig,
  bigqueryConfig,
}: SubscriptionProto): (failures: number) => number {
  const [least, most] = retryPolicy
    ? [millisecondsIn(retryPolicy.minimumBackoff ?? {}), millisecondsIn(retryPolicy.maximumBackoff ?? {})]
    : pushConfig || bigqueryConfig?.table
      ? [100, 60 * second] // cloud.google.com/pubsub/docs/push#push_backoff
      : [0, 0];
  return (failures) => Math.min(most, least * 2 ** (failures - 1));
}

function requirePush(config: protos.google.pubsub.v1.IPushConfig): protos.google.pubsub.v1.IPushConfig {
  const { pushEndpoint, attributes } = config;
  if (!/^https?:\/\/[^/]+/.test(pushEndpoint ?? "")) throw invalid("Unsupported push_endpoint");
  const unknown = Object.keys(attributes ?? {});
  if (unknown.length > 0) throw notHere(`push_config.attributes[${unknown[0]}]`);
  return config;
}

function attemptsIn(count: number): number {
  if (count >= 5 && count <= 100) return count;
  throw invalid(
    `The value for max_delivery_attempts is out of bounds. You passed ${count} in the request, but the value must be ` +
      "between 5 and 100.",
  );
}

function backoffIn(name: string, duration: Duration): Duration {
  const milliseconds = millisecondsIn(duration);
  if (milliseconds >= 0 && milliseconds <= 600 * second) return duration;
  throw invalid(
    `The value for ${name} is out of bounds. You passed ${milliseconds / second}s in the request, but the value must be ` +
      "between 0s and 600s.",
  );
}

/** To accept any of these would be to promise it. */
function refuseOthers(settings: SubscriptionProto): void {
  const others: Readonly<Record<string, unknown>> = {
    enable_exactly_once_delivery: settings.enableExactlyOnceDelivery,
    retain_acked_messages: settings.retainAckedMessages,
    cloud_storage_config: settings.cloudStorageConfig,
    message_transforms: settings.messageTransforms?.length,
    "expiration_policy.ttl": settings.expirationPolicy?.ttl,
    "bigquery_config.use_topic_schema": settings.bigqueryConfig?.useTopicSchema,
    "bigquery_config without use_table_schema":
      settings.bigqueryConfig?.table && !settings.bigqueryConfig.useTableSchema,
    detached: settings.detached,
  };
  for (const [what, value] of Object.entries(others)) if (value) throw notHere(what);
}
