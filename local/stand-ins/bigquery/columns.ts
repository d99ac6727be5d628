/** Columns as DuckDB declares them, and rows as they are put into it. */
import type { Column, Row } from "../pubsub";
import { identifier, NotHere } from "./googlesql";

const types: Readonly<Record<string, string>> = {
  STRING: "VARCHAR",
  JSON: "JSON",
  INTEGER: "BIGINT",
  INT64: "BIGINT",
  FLOAT: "DOUBLE",
  FLOAT64: "DOUBLE",
  BOOLEAN: "BOOLEAN",
  BOOL: "BOOLEAN",
  TIMESTAMP: "TIMESTAMPTZ",
  DATE: "DATE",
};

const isRecord = ({ type }: Column) => ["RECORD", "STRUCT"].includes(type.toUpperCase());

function elementType(column: Column): string {
  if (isRecord(column)) {
    const fields = (column.fields ?? []).map((field) => `${identifier(field.name)} ${typeOf(field)}`);
    return `STRUCT(${fields.join(", ")})`;
  }
  const type = types[column.type.toUpperCase()];
  if (type === undefined) throw new NotHere(`it has no column of type ${column.type}, as ${column.name} is`);
  return type;
}

const typeOf = (column: Column) => `${elementType(column)}${column.mode === "REPEATED" ? "[]" : ""}`;

/** @throws {NotHere} for a type that the stand-in has not */
export function declarationOf(columns: readonly Column[]): string {
  return columns.map((column) => `${identifier(column.name)} ${typeOf(column)}`).join(", ");
}

/** The structure of a row, as `from_json` reads one. */
export function structureOf(columns: readonly Column[]): Record<string, unknown> {
  return Object.fromEntries(
    columns.map((column) => {
      const element = isRecord(column) ? structureOf(column.fields ?? []) : elementType(column);
      return [column.name, column.mode === "REPEATED" ? [element] : element];
    }),
  );
}

/** A row as JSON has it: what is JSON in a text is that JSON. */
export function plain(row: Row, columns: readonly Column[]): Row {
  return Object.fromEntries(columns.map((column) => [column.name, cell(row[column.name], column)]));
}

function cell(value: unknown, column: Column): unknown {
  if (value === null || value === undefined) return null;
  if (column.mode === "REPEATED") return (value as unknown[]).map((one) => cell(one, { ...column, mode: "REQUIRED" }));
  if (isRecord(column)) return plain(value as Row, column.fields ?? []);
  return column.type.toUpperCase() === "JSON" ? JSON.parse(String(value)) : value;
}
