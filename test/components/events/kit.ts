/** What the tests of the event components have in common. */
import assert from "node:assert/strict";
import { z } from "zod";
import { declareEvent } from "../../../contract";

export const topic = "gcp:pubsub/topic:Topic";
export const schema = "gcp:pubsub/schema:Schema";
export const subscription = "gcp:pubsub/subscription:Subscription";
export const topicMember = "gcp:pubsub/topicIAMMember:TopicIAMMember";
export const subscriptionMember = "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember";
export const projectMember = "gcp:projects/iAMMember:IAMMember";
export const accountMember = "gcp:serviceaccount/iAMMember:IAMMember";
export const invoker = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
export const account = "gcp:serviceaccount/account:Account";
export const run = "gcp:cloudrunv2/service:Service";
export const dataset = "gcp:bigquery/dataset:Dataset";
export const table = "gcp:bigquery/table:Table";
export const schedule = "gcp:cloudscheduler/job:Job";

/** Pub/Sub's own account in the project of the tests. */
export const pubsubAgent = "serviceAccount:service-318420971355@gcp-sa-pubsub.iam.gserviceaccount.com";

export const pushed = declareEvent(
  "dev.example.registry.image.pushed",
  z.object({
    repository: z.string(),
    tag: z.string().optional(),
    bytes: z.int(),
    score: z.number(),
    signed: z.boolean(),
    medium: z.enum(["layer", "manifest"]),
    built: z.iso.datetime(),
    expires: z.iso.date().optional(),
    labels: z.array(z.string()),
    platforms: z.array(z.object({ os: z.string(), variant: z.string().optional() })),
  }),
);

/** Fails unless a call throws one error whose lines are exactly these, after the line that says what cannot be made. */
export function assertRefused(make: () => unknown, expected: readonly string[]): void {
  assert.throws(make, ({ message }: Error) => {
    assert.deepEqual(
      message
        .split("\n")
        .slice(1)
        .map((line) => line.trim()),
      expected,
    );
    return true;
  });
}
