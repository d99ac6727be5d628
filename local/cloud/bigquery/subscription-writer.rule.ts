/** Pub/Sub tries whether it may write when a BigQuery subscription is made or changed. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { destinationOf } from "./subscription-table";

export class WriterDenied extends Refusal {
  constructor(email: string, permissions: readonly string[]) {
    super(
      403,
      "forbidden",
      `Service account ${email} is missing permissions required to write to the BigQuery table: ${permissions.join(", ")}.`,
    );
  }
}

export const subscriptionWriter: Rule = {
  name: "subscription-writer",
  demands:
    "Who writes for a BigQuery subscription, Pub/Sub's agent or the account named, may read the table's description and " +
    "change its data.",
  answer:
    "403 forbidden: Service account … is missing permissions required to write to the BigQuery table: bigquery.tables.get, " +
    "bigquery.tables.updateData. (The API itself may say no more than: The caller does not have permission.)",
  sources: [
    "https://docs.cloud.google.com/pubsub/docs/bigquery-troubleshooting",
    "hashicorp/terraform-provider-google#17397",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const destination = destinationOf(world, project, inputs);
    if (destination && destination.lacking.length > 0) throw new WriterDenied(destination.writer, destination.lacking);
  },
};
