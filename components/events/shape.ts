/** What an event's fields are in a topic's schema, a table and a view. */
import { createHash } from "node:crypto";
import type { Field, FieldType } from "../../contract";

/** The type of a field in a protocol buffer; dates and times are text in its JSON. */
const protoTypes: Readonly<Record<Exclude<FieldType, "record">, string>> = {
  string: "string",
  integer: "int64",
  number: "double",
  boolean: "bool",
  timestamp: "string",
  date: "string",
};

/**
 * The definition of a topic's schema. In protocol buffers' second syntax a field can be required, and the JSON of a message
 * has its fields' names as they are.
 */
export function protoOf(fields: readonly Field[]): string {
  return `syntax = "proto2";\n\n${message("Event", fields, "")}`;
}

function message(name: string, fields: readonly Field[], indent: string): string {
  const inner = `${indent}  `;
  const lines = fields.flatMap((field) => {
    const type = field.type === "record" ? `Of_${field.name}` : protoTypes[field.type];
    const rule = field.repeated ? "repeated" : field.optional ? "optional" : "required";
    const line = `${inner}${rule} ${type} ${field.name} = ${numberOf(field.name)};\n`;
    return field.type === "record" ? [message(type, field.fields, inner), line] : [line];
  });
  return `${indent}message ${name} {\n${lines.join("")}${indent}}\n`;
}

/** Follows from the name, so that a field may be added anywhere: from 1 to 18,999, below those that are reserved. */
function numberOf(name: string): number {
  return (createHash("sha256").update(name).digest().readUInt32BE() % 18_999) + 1;
}

/** Fields whose numbers are the same by chance, which no message may have. */
export function numberClashes(fields: readonly Field[]): string[] {
  const inside = fields.flatMap((field) => numberClashes(field.fields));
  const clashes = fields.flatMap(({ name }, i) => {
    const first = fields.findIndex((other) => numberOf(other.name) === numberOf(name));
    return first < i ? [`${fields[first]?.name} and ${name}`] : [];
  });
  return [...clashes, ...inside];
}

const columnTypes: Readonly<Record<FieldType, string>> = {
  string: "STRING",
  integer: "INTEGER",
  number: "FLOAT",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP",
  date: "DATE",
  record: "RECORD",
};

interface Column {
  name: string;
  type: string;
  mode: "REQUIRED" | "NULLABLE" | "REPEATED";
  description?: string;
  fields?: Column[];
}

/** What Pub/Sub writes of every message (cloud.google.com/pubsub/docs/bigquery#write-metadata). */
const metadata: readonly Column[] = [
  { name: "subscription_name", type: "STRING", mode: "NULLABLE", description: "The subscription that wrote it" },
  { name: "message_id", type: "STRING", mode: "NULLABLE", description: "Pub/Sub's own id of the message" },
  { name: "publish_time", type: "TIMESTAMP", mode: "NULLABLE", description: "When it was published; the partition" },
  { name: "attributes", type: "JSON", mode: "NULLABLE", description: "The event's attributes: ce-id, ce-source, …" },
];

/** The columns of a table of events, as BigQuery's JSON has them. */
export function columnsOf(fields: readonly Field[]): string {
  return JSON.stringify([...metadata, ...fields.map(columnOf)]);
}

function columnOf({ name, type, optional, repeated, fields }: Field): Column {
  return {
    name,
    type: columnTypes[type],
    mode: repeated ? "REPEATED" : optional ? "NULLABLE" : "REQUIRED",
    ...(type === "record" && { fields: fields.map(columnOf) }),
  };
}

/**
 * The query of a view on a table of events: each event once, since a message may be delivered more than once, with its
 * CloudEvents attributes as columns.
 */
export function viewOf(table: string, fields: readonly Field[]): string {
  const attribute = (name: string) => `JSON_VALUE(attributes, '$."ce-${name}"')`;
  const columns = [
    // An event that Cloud Scheduler publishes cannot have an id of its own.
    `COALESCE(${attribute("id")}, message_id) AS event_id`,
    `${attribute("source")} AS event_source`,
    `${attribute("subject")} AS event_subject`,
    `COALESCE(SAFE_CAST(${attribute("time")} AS TIMESTAMP), publish_time) AS event_time`,
    "publish_time",
    ...fields.map(({ name }) => `\`${name}\``),
  ];
  return [
    `SELECT\n  ${columns.join(",\n  ")}`,
    `FROM \`${table}\``,
    "QUALIFY ROW_NUMBER() OVER (PARTITION BY event_source, event_id ORDER BY publish_time) = 1",
  ].join("\n");
}
