/** A BigQuery subscription can lose its table, or its right to write, long after it was made. */
import type { DefectRule } from "../rule";
import { whyNotActing } from "../serviceaccount/accounts";
import { destinationOf } from "./subscription-table";

export const subscriptionWritten: DefectRule = {
  name: "subscription-written",
  demands:
    "The table of a BigQuery subscription stays, and whoever writes to it keeps the right to, and is not disabled.",
  answer:
    "Accepted. The subscription's state becomes an error; nothing is written or goes to a dead letter topic, and the " +
    "messages stay in the backlog until they expire.",
  sources: ["https://docs.cloud.google.com/pubsub/docs/bigquery-troubleshooting"],
  types: ["gcp:pubsub/subscription:Subscription"],
  inspect({ inputs }, world) {
    const project = String(inputs.project);
    const destination = destinationOf(world, project, inputs);
    if (!destination) return undefined;
    const { id, table, writer, lacking } = destination;
    if (!table)
      return `none of its messages are written any more: ${id} has been deleted; put it back, or delete this too`;
    const disabled = whyNotActing(world, project, writer);
    if (disabled !== undefined) return `none of its messages are written any more: ${disabled}`;
    if (lacking.length === 0) return undefined;
    return `none of its messages are written any more: ${writer} may not ${lacking.join(", ")} on ${id}; grant it roles/bigquery.dataEditor there`;
  },
};
