/** Rows without a value for the column of their partition are all in one, which no question by time reads. */
import { named } from "../named";
import type { DefectRule } from "../rule";
import { objectOf, textOf } from "../typed";
import { metadata } from "./subscription-schema.rule";
import { destinationOf } from "./subscription-table";
import { schemaFieldsOf } from "./topic-fields";

export const subscriptionPartition: DefectRule = {
  name: "subscription-partition",
  demands:
    "Where the table of a BigQuery subscription is partitioned by what Pub/Sub knows of a message, that is written.",
  answer: "Accepted. The column stays empty, and every row lies in the partition __NULL__.",
  sources: [
    "https://cloud.google.com/pubsub/docs/bigquery (write metadata)",
    "https://cloud.google.com/bigquery/docs/partitioned-tables (__NULL__)",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  inspect({ inputs }, world) {
    const project = String(inputs.project);
    const destination = destinationOf(world, project, inputs);
    const field = textOf(objectOf(destination?.table?.inputs.timePartitioning).field);
    if (!destination || field === undefined || !(field in metadata)) return undefined;
    const topic = world.get("gcp:pubsub/topic:Topic", named("topics", inputs.topic, project).id);
    const schema = schemaFieldsOf(world, project, objectOf(topic?.inputs.schemaSettings).schema);
    if (destination.config.writeMetadata === true || schema?.some(({ name }) => name === field)) return undefined;
    return `its rows have no ${field}, by which ${destination.id} is partitioned; set bigqueryConfig.writeMetadata`;
  },
};
