/**
 * Tables that a BigQuery subscription writes into, with the table's schema
 * (cloud.google.com/pubsub/docs/bigquery#properties_subscription).
 */
import type { protos } from "@google-cloud/pubsub";
import type { StoredMessage } from "./messages";

/** As BigQuery's API has it. */
export interface Column {
  name: string;
  type: string;
  /** @default NULLABLE */
  mode?: "NULLABLE" | "REQUIRED" | "REPEATED";
  fields?: readonly Column[];
}

export type Row = Record<string, unknown>;

/** A table in memory. */
export class Table {
  readonly rows: Row[] = [];

  constructor(public columns: readonly Column[]) {}
}

/** The row has no place in the table. */
export class SchemaMismatch extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = new.target.name;
  }
}

type BigQueryConfig = Pick<protos.google.pubsub.v1.IBigQueryConfig, "writeMetadata" | "dropUnknownFields">;

/** @throws {SchemaMismatch} */
export function rowOf(
  message: StoredMessage,
  subscription: string,
  { columns }: Table,
  { writeMetadata, dropUnknownFields }: BigQueryConfig,
): Row {
  const data = parsed(message.data);
  const metadata = writeMetadata
    ? {
        subscription_name: subscription,
        message_id: message.id,
        publish_time: new Date(message.publishTime).toISOString(),
        attributes: JSON.stringify({
          ...message.attributes,
          ...(message.orderingKey !== "" && { orderingKey: message.orderingKey }),
        }),
      }
    : {};
  for (const name of Object.keys(metadata))
    if (!columns.some((column) => column.name === name)) throw new SchemaMismatch(`the table has no column ${name}`);
  return record({ ...data, ...metadata }, columns, "", dropUnknownFields ?? false);
}

function parsed(data: Buffer): Row {
  try {
    const value = JSON.parse(data.toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {} // the same answer
  throw new SchemaMismatch("the data is no JSON object");
}

function record(value: unknown, columns: readonly Column[], path: string, dropUnknown: boolean): Row {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new SchemaMismatch(`${path} is no record`);
  const unknown = Object.keys(value).find((name) => !columns.some((column) => column.name === name));
  if (unknown !== undefined && !dropUnknown) throw new SchemaMismatch(`${path}${unknown} is no column`);
  return Object.fromEntries(
    columns.map((column) => {
      const cell = (value as Row)[column.name];
      return [column.name, ofColumn(cell, column, `${path}${column.name}`, dropUnknown)];
    }),
  );
}

function ofColumn(value: unknown, column: Column, place: string, dropUnknown: boolean): unknown {
  if (column.mode === "REPEATED") {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw new SchemaMismatch(`${place} is no list`);
    return value.map((element, i) => cellOf(element, column, `${place}[${i}]`, dropUnknown));
  }
  if (value !== undefined && value !== null) return cellOf(value, column, place, dropUnknown);
  if (column.mode === "REQUIRED") throw new SchemaMismatch(`${place} is missing`);
  return null;
}

function cellOf(value: unknown, { type, fields = [] }: Column, place: string, dropUnknown: boolean): unknown {
  const kind = type.toUpperCase();
  if (kind === "RECORD" || kind === "STRUCT") return record(value, fields, `${place}.`, dropUnknown);
  const accepts = cells[kind];
  if (!accepts) throw new SchemaMismatch(`${place} is a ${type}, which this stand-in has not`);
  if (!accepts(value)) throw new SchemaMismatch(`${place} is no ${type}: ${JSON.stringify(value)}`);
  return value;
}

const isInteger = (value: unknown) => Number.isInteger(value) || (typeof value === "string" && /^-?\d+$/.test(value));
const isNumber = (value: unknown) => typeof value === "number";
const isBoolean = (value: unknown) => typeof value === "boolean";
const isString = (value: unknown) => typeof value === "string";
const isDay = (value: unknown) => isString(value) && /^\d{4}-\d\d-\d\d$/.test(String(value));

const cells: Record<string, (value: unknown) => boolean> = {
  STRING: isString,
  JSON: isString, // JSON in a string, as the storage API takes it
  INTEGER: isInteger,
  INT64: isInteger,
  FLOAT: isNumber,
  FLOAT64: isNumber,
  BOOLEAN: isBoolean,
  BOOL: isBoolean,
  TIMESTAMP: (value) => isString(value) && !Number.isNaN(Date.parse(String(value))),
  DATE: isDay,
};
