/** Rows without a value for the column of their partition are all in one, which no question by time reads. */
import type { DefectRule } from "../rule";
import { objectOf, textOf } from "../typed";
import { destinationOf } from "./subscription-table";

/** What a subscription fills in itself (cloud.google.com/pubsub/docs/bigquery). */
const metadata = ["subscription_name", "message_id", "publish_time", "data", "attributes"];

export const subscriptionPartition: DefectRule = {
  name: "subscription-partition",
  demands:
    "Where the table of a BigQuery subscription is partitioned by what Pub/Sub knows of a message, that is written.",
  answer: "Accepted. The column stays empty, and every row lies in the partition __NULL__, which never expires.",
  sources: [
    "https://cloud.google.com/pubsub/docs/bigquery (write metadata)",
    "https://cloud.google.com/bigquery/docs/partitioned-tables (__NULL__)",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  inspect({ inputs }, world) {
    const destination = destinationOf(world, String(inputs.project), inputs);
    const field = textOf(objectOf(destination?.table?.inputs.timePartitioning).field);
    if (!destination || field === undefined || !metadata.includes(field)) return undefined;
    return destination.config.writeMetadata === true
      ? undefined
      : `its rows have no ${field}, by which ${destination.id} is partitioned; set bigqueryConfig.writeMetadata`;
  },
};
