import { createHash } from "node:crypto";
import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { automaticName } from "../naming";
import { checksInto, isCount, type Mistake } from "../refuse";
import { type Duration, durationMistakes, toSeconds } from "../units";
import { type DeadLetters, letForward, never } from "./dead-letters";
import type { EventStream } from "./event-type";

/** An attribute that is to be this, or to begin so. */
export type Match = string | { prefix: string };

/** Which events of a type are meant; all that is given must fit. */
export interface EventFilter {
  subject?: Match;
  source?: Match;
}

/** How a subscription delivers. */
export interface DeliveryArgs {
  /** Only some of the events. A filter never changes in a subscription: see `draining`. @default all */
  filter?: EventFilter;
  /**
   * Filters that this had before, whose subscriptions are kept until they are empty: events that were published before the
   * change are in them alone. Take one out once its subscription has no backlog. `"all"` is no filter. @default none
   */
  draining?: readonly (EventFilter | "all")[];
  /** Events with one ordering key arrive in the order in which they were published. Never changes. @default false */
  ordered?: boolean;
  /** How long it may take to answer before the event is delivered again, 10 seconds to 10 minutes. @default "60s" */
  acknowledgeWithin?: Duration;
  /** Wait before another try, growing from the least to the most. @default { least: "10s", most: "10m" } */
  retry?: { least: Duration; most: Duration };
  /** Tries before an event becomes a dead letter, 5 to 100. @default 10 */
  attempts?: number;
}

/** In Pub/Sub's language (cloud.google.com/pubsub/docs/subscription-message-filter). */
export function filterText(filter: EventFilter | "all" = "all"): string {
  if (filter === "all") return "";
  return Object.entries(filter)
    .filter(([, match]) => match !== undefined)
    .map(([key, match]: [string, Match]) =>
      typeof match === "string"
        ? `attributes.ce-${key} = ${JSON.stringify(match)}`
        : `hasPrefix(attributes.ce-${key}, ${JSON.stringify(match.prefix)})`,
    )
    .join(" AND ");
}

/** How long an answer may take, and how long is waited for another try. */
export function paceOf(args: DeliveryArgs): Pick<gcp.pubsub.SubscriptionArgs, "ackDeadlineSeconds" | "retryPolicy"> {
  const { retry = { least: "10s", most: "10m" }, acknowledgeWithin = "60s" } = args;
  return {
    ackDeadlineSeconds: toSeconds(acknowledgeWithin),
    retryPolicy: { minimumBackoff: `${toSeconds(retry.least)}s`, maximumBackoff: `${toSeconds(retry.most)}s` },
  };
}

/**
 * The subscription of each filter: the one of today, and those that are drained. The filter is part of what the engine knows
 * a subscription by, so that another filter makes another one, and never drops what the former has not delivered yet.
 */
export function createSubscriptions(
  parent: pulumi.ComponentResource,
  { environment, topic }: EventStream,
  name: string,
  args: DeliveryArgs,
  deadLetters: DeadLetters,
  more: Partial<gcp.pubsub.SubscriptionArgs>,
  dependsOn: readonly pulumi.Resource[],
): gcp.pubsub.Subscription {
  const { project, slug, deletionProtection } = environment;
  const { attempts = 10, ordered = false } = args;
  const create = (filter: EventFilter | "all", protect: boolean) => {
    const text = filterText(filter);
    const part = text === "" ? [] : [`filter-${createHash("sha256").update(text).digest("hex").slice(0, 8)}`];
    const key = [name, ...part].join("/");
    const subscription = new gcp.pubsub.Subscription(
      automaticName("gcp:pubsub/subscription:Subscription", slug, name, ...part),
      {
        project,
        topic: topic.id,
        ...(text !== "" && { filter: text }),
        enableMessageOrdering: ordered,
        ...paceOf(args),
        expirationPolicy: never,
        deadLetterPolicy: { deadLetterTopic: deadLetters.topic.id, maxDeliveryAttempts: attempts },
        ...more,
      },
      { parent, protect, dependsOn: [...deadLetters.grants, ...dependsOn] },
    );
    letForward(parent, environment, key, subscription);
    return subscription;
  };
  for (const former of args.draining ?? []) create(former, false);
  return create(args.filter ?? "all", deletionProtection);
}

export function deliveryMistakes(args: DeliveryArgs): Mistake[] {
  const { filter = "all", draining = [], attempts = 10, acknowledgeWithin = "60s" } = args;
  const { retry = { least: "10s", most: "10m" } } = args;
  const mistakes = filtersMistakes([filter, ...draining]);
  const check = checksInto(mistakes);
  check(isCount(attempts, 5, 100), "attempts", `${attempts} is not between 5 and 100`);
  const durations = [
    ...durationMistakes("acknowledgeWithin", acknowledgeWithin, "10s", "10m"),
    ...durationMistakes("retry.least", retry.least, "0s", "10m"),
    ...durationMistakes("retry.most", retry.most, "0s", "10m"),
  ];
  mistakes.push(...durations);
  if (durations.length > 0) return mistakes;
  check(
    Number.isInteger(toSeconds(acknowledgeWithin)),
    "acknowledgeWithin",
    `${acknowledgeWithin} is not in whole seconds`,
  );
  check(toSeconds(retry.least) <= toSeconds(retry.most), "retry", `${retry.least} is more than ${retry.most}`);
  return mistakes;
}

/** The filter of today comes first. */
function filtersMistakes(filters: readonly (EventFilter | "all")[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const texts: string[] = [];
  filters.forEach((filter, i) => {
    const path = i === 0 ? "filter" : `draining[${i - 1}]`;
    const wrong = filterMistakes(path, filter);
    mistakes.push(...wrong);
    if (wrong.length > 0) return;
    const text = filterText(filter);
    check(text !== "" || filter === "all", path, "names nothing; leave it out for all events");
    check(Buffer.byteLength(text) <= 256, path, `makes a filter of more than 256 bytes: ${text}`);
    check(!texts.includes(text), path, "is the filter of today, or listed twice");
    texts.push(text);
  });
  return mistakes;
}

function filterMistakes(path: string, filter: unknown): Mistake[] {
  if (filter === "all") return [];
  if (typeof filter !== "object" || filter === null)
    return [{ propertyPath: path, reason: `${JSON.stringify(filter)} is not a filter such as { subject: "…" }` }];
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  for (const [key, match] of Object.entries(filter)) {
    check(key === "subject" || key === "source", `${path}.${key}`, "is neither subject nor source");
    const isMatch = match === undefined || typeof match === "string" || typeof match?.prefix === "string";
    check(isMatch, `${path}.${key}`, `${JSON.stringify(match)} is neither text nor { prefix: "…" }`);
  }
  return mistakes;
}
