/**
 * A BigQuery subscription that uses the table's schema takes messages of any form, and finds out with each of them whether
 * it goes into the table: nothing is held against the topic's schema when it is made.
 */
import { named } from "../named";
import type { DefectRule } from "../rule";
import { objectOf } from "../typed";
import { type Column, columnsOf, type Field } from "./columns";
import { metadata } from "./subscription-schema.rule";
import { destinationOf } from "./subscription-table";
import { schemaFieldsOf } from "./topic-fields";

export const tableSchema: DefectRule = {
  name: "subscription-table-schema",
  demands:
    "What a topic's schema lets through goes into the table of a BigQuery subscription that uses the table's schema: as " +
    "JSON, each field with a column of its type, and no column REQUIRED that a message need not have.",
  answer:
    "Accepted. Each message that does not fit is refused by BigQuery and delivered again, until it goes to the dead letter " +
    "topic or expires.",
  sources: [
    "https://docs.cloud.google.com/pubsub/docs/bigquery (use table schema, drop unknown fields, the workflow)",
    "no source was found that Pub/Sub compares the two when the subscription is made: it is taken not to",
  ],
  types: ["gcp:pubsub/subscription:Subscription"],
  inspect({ inputs }, world) {
    const project = String(inputs.project);
    const destination = destinationOf(world, project, inputs);
    if (!destination?.table || destination.config.useTableSchema !== true) return undefined;
    const topic = world.get("gcp:pubsub/topic:Topic", named("topics", inputs.topic, project).id);
    const settings = objectOf(topic?.inputs.schemaSettings);
    if (settings.schema === undefined) return undefined; // nobody knows what is published
    if (settings.encoding !== "JSON")
      return `no message is written to ${destination.id}: the topic's encoding is ${settings.encoding ?? "not set"}; set it to JSON`;
    const fields = schemaFieldsOf(world, project, settings.schema);
    if (!fields) return undefined;
    const { writeMetadata, dropUnknownFields } = destination.config;
    const ours = writeMetadata === true ? Object.keys(metadata) : [];
    const columns = columnsOf(destination.table.inputs.schema).filter(({ name }) => !ours.includes(name));
    const why = misfit(fields, columns, dropUnknownFields === true);
    return why && `messages of its topic are not written to ${destination.id}: ${why}`;
  },
};

/** In JSON there is no more than these; told by the first type of column that a field fits. */
const numbers = ["INT64", "FLOAT64", "NUMERIC", "BIGNUMERIC", "DATE", "TIME", "DATETIME", "TIMESTAMP"];
const strings = ["STRING", "BYTES", "JSON", "NUMERIC", "BIGNUMERIC", "DATE", "TIME", "DATETIME", "TIMESTAMP"];
const columnsOfJson: Readonly<Record<string, readonly string[]>> = {
  INT64: numbers,
  FLOAT64: numbers,
  NUMERIC: numbers,
  STRING: strings,
  BYTES: strings,
  BOOL: ["BOOL"],
  STRUCT: ["STRUCT"],
};

function misfit(
  fields: readonly Field[],
  columns: readonly Column[],
  dropsUnknown: boolean,
  path = "",
): string | undefined {
  for (const field of fields) {
    const name = `${path}${field.name}`;
    const column = columns.find((one) => one.name === field.name);
    if (!column) {
      if (dropsUnknown) continue;
      return `field ${name} has no column; add one, or set dropUnknownFields`;
    }
    const why = mismatch(field, column);
    if (why !== undefined) return `field ${name} ${why}`;
    const within = field.fields && misfit(field.fields, column.fields, dropsUnknown, `${name}.`);
    if (within !== undefined) return within;
  }
  const missing = columns.find(({ name, mode }) => mode === "REQUIRED" && !fields.some((field) => field.name === name));
  return missing && `column ${path}${missing.name} is REQUIRED, and no message has it; make it NULLABLE`;
}

function mismatch({ fits, repeated, nullable }: Field, { type, mode }: Column): string | undefined {
  const taken = columnsOfJson[fits?.[0] ?? ""];
  if (taken && !taken.includes(type)) return `is not written to a column of type ${type}; make it ${fits?.[0]}`;
  if (repeated !== (mode === "REPEATED")) return `${repeated ? "is" : "is not"} a list, and its column is ${mode}`;
  return nullable && mode === "REQUIRED" ? "may be missing, and its column is REQUIRED; make it NULLABLE" : undefined;
}
