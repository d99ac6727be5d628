import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { automaticName } from "../naming";
import { createTopic } from "./event-type";

/** As long as Pub/Sub keeps anything (cloud.google.com/pubsub/quotas). */
const longestRetention = "2678400s";
export const never = { ttl: "" };

/** Where messages end that cannot be delivered. */
export interface DeadLetters {
  topic: gcp.pubsub.Topic;
  /** What Pub/Sub's agent needs to forward them, beside its right on the subscription that they come from. */
  grants: readonly pulumi.Resource[];
}

/**
 * A topic for dead letters with a subscription that keeps them, without end to itself: nobody pulls it, and one that expires
 * would go without a word. `more` is how it delivers what it has once more.
 */
export function createDeadLetters(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  more: Partial<gcp.pubsub.SubscriptionArgs> = {},
): DeadLetters {
  const { project, slug, foundation, propagation } = environment;
  const topic = createTopic(parent, environment, `${name}-dead`);
  new gcp.pubsub.Subscription(
    automaticName("gcp:pubsub/subscription:Subscription", slug, name, "dead"),
    {
      project,
      topic: topic.id,
      messageRetentionDuration: longestRetention,
      expirationPolicy: never,
      ...more,
    },
    { parent, protect: environment.deletionProtection },
  );
  const publisher = new gcp.pubsub.TopicIAMMember(
    `${name}/dead/publish`,
    { project, topic: topic.name, role: "roles/pubsub.publisher", member: foundation.pubsubAgent },
    { parent, hooks: propagation },
  );
  return { topic, grants: [publisher] };
}

/** Lets Pub/Sub's agent take a subscription's undeliverable messages out of it. */
export function letForward(
  parent: pulumi.ComponentResource,
  { project, foundation, propagation }: Environment,
  name: string,
  subscription: gcp.pubsub.Subscription,
): void {
  new gcp.pubsub.SubscriptionIAMMember(
    `${name}/forward`,
    {
      project,
      subscription: subscription.name,
      role: "roles/pubsub.subscriber",
      member: foundation.pubsubAgent,
    },
    { parent, hooks: propagation },
  );
}

/** Lets Pub/Sub's agent act as an account, for as long as a token lives: it delivers and writes as that account. */
export function letActAs(
  parent: pulumi.ComponentResource,
  { foundation, propagation }: Environment,
  name: string,
  account: gcp.serviceaccount.Account,
): gcp.serviceaccount.IAMMember {
  return new gcp.serviceaccount.IAMMember(
    `${name}/act`,
    { serviceAccountId: account.name, role: "roles/iam.serviceAccountTokenCreator", member: foundation.pubsubAgent },
    { parent, hooks: propagation },
  );
}
