/** What an event's fields are in a table and a view. */
import type { Field, FieldType } from "../../contract";

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
