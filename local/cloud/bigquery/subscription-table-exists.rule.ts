/** Pub/Sub looks up the table when a subscription to it is made or changed. */
import { Refusal } from "../errors";
import type { Rule } from "../rule";
import { destinationOf } from "./subscription-table";

export class NoSuchTable extends Refusal {
  constructor() {
    super(404, "notFound", "The BigQuery table or dataset specified cannot be found.");
  }
}

export const subscriptionTableExists: Rule = {
  name: "subscription-table-exists",
  demands: "The table of a BigQuery subscription exists.",
  answer: "404 notFound: The BigQuery table or dataset specified cannot be found.",
  sources: ["https://docs.cloud.google.com/pubsub/docs/bigquery-troubleshooting"],
  types: ["gcp:pubsub/subscription:Subscription"],
  before: ["create", "update"],
  check({ inputs, project, world }) {
    const destination = destinationOf(world, project, inputs);
    if (destination && !destination.table) throw new NoSuchTable();
  },
};
