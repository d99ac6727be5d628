/**
 * Pub/Sub holds the table against the messages when a BigQuery subscription is made or changed: against the topic's schema
 * where it is to use it, and else against the form of a message.
 */
import { isObject } from "../../values";
import { Refusal } from "../errors";
import { named } from "../named";
import type { Request, Rule } from "../rule";
import { type Column, columnsOf, type Field } from "./columns";
import { type Destination, destinationOf } from "./subscription-table";
import { schemaFieldsOf } from "./topic-fields";

export class IncompatibleSchema extends Refusal {
  constructor(text: string) {
    super(400, "badRequest", text);
  }
}

/** Columns that a message itself is written to, and what they may be (https://cloud.google.com/pubsub/docs/subscription-properties). */
const payload = { data: ["BYTES", "STRING", "JSON"] };
export const metadata = {
  subscription_name: ["STRING"],
  message_id: ["STRING"],
  publish_time: ["TIMESTAMP"],
  attributes: ["STRING", "JSON"],
};

export const subscriptionSchema: Rule = {
  name: "subscription-schema",
  demands:
    "The table of a BigQuery subscription has a column for what is written: each field of the topic's schema, or `data`; " +
    "and with writeMetadata the message's own.",
  answer: "400 badRequest: Incompatible schema type for field …: expected INT64, got STRING",
  sources: [
    "https://docs.cloud.google.com/pubsub/docs/bigquery-troubleshooting",
    "https://docs.cloud.google.com/pubsub/docs/bigquery (which types go together)",
    "terraform-google-modules/terraform-google-pubsub#188 (no data column)",
    "a public guide to a collector (a scalar of proto3 may be missing)",
    "no source found of the words for a column or a schema that is missing: they are ours",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  before: ["create", "update"],
  check(request) {
    const destination = destinationOf(request.world, request.project, request.inputs);
    if (!destination?.table) return;
    const columns = new Map(columnsOf(destination.table.inputs.schema).map((column) => [column.name, column]));
    for (const [name, types] of Object.entries(expected(destination))) fits(name, types, columns.get(name));
    if (destination.config.useTopicSchema === true) fitsTopic(request, destination, columns);
  },
};

function expected({ config }: Destination): Record<string, readonly string[]> {
  const { useTopicSchema, useTableSchema, writeMetadata } = config;
  if (useTopicSchema === true && useTableSchema === true)
    throw new IncompatibleSchema("use_topic_schema and use_table_schema cannot be enabled at the same time");
  const message = useTopicSchema === true || useTableSchema === true ? {} : payload;
  return writeMetadata === true ? { ...message, ...metadata } : message;
}

function fits(name: string, types: readonly string[] | undefined, column: Column | undefined): void {
  if (!column) throw new IncompatibleSchema(`Incompatible schema: field ${name} is missing in the BigQuery table`);
  if (types && !types.includes(column.type))
    throw new IncompatibleSchema(
      `Incompatible schema type for field ${name}: expected ${column.type}, got ${types[0] ?? "a type that no column takes"}`,
    );
}

function fitsTopic(request: Request, { config }: Destination, columns: Map<string, Column>): void {
  const fields = topicFields(request);
  if (!fields) return;
  for (const field of fields) {
    const column = columns.get(field.name);
    if (!column && config.dropUnknownFields === true) continue;
    fits(field.name, field.fits, column);
    if (!modes(field).includes(column?.mode ?? ""))
      throw new IncompatibleSchema(
        `Incompatible schema mode for field ${field.name}: expected ${column?.mode}, got ${modes(field)[0]}`,
      );
  }
  const written = [...fields.map(({ name }) => name), ...(config.writeMetadata === true ? Object.keys(metadata) : [])];
  for (const { name, mode } of columns.values())
    if (mode === "REQUIRED" && !written.includes(name))
      throw new IncompatibleSchema(
        `Incompatible schema: field ${name} is REQUIRED in the BigQuery table and missing in the topic`,
      );
}

/** The modes of a column that take a field. */
function modes({ repeated, nullable }: Field): string[] {
  if (repeated) return ["REPEATED"];
  return nullable ? ["NULLABLE"] : ["NULLABLE", "REQUIRED"];
}

/** Nothing where the schema is not ours to read. */
function topicFields({ inputs, project, world }: Request): Field[] | undefined {
  const topic = named("topics", inputs.topic, project);
  if (topic.project !== project) return undefined;
  const settings = world.get("gcp:pubsub/topic:Topic", topic.id)?.inputs.schemaSettings;
  if (!isObject(settings)) throw new IncompatibleSchema(`Incompatible schema: topic ${topic.id} has no schema to use`);
  return schemaFieldsOf(world, project, settings.schema);
}
