/** What columns the fields of an Avro schema can be written to (https://docs.cloud.google.com/pubsub/docs/bigquery). */
import { isObject, type PropertyValue } from "../../values";
import { objectOf, objectsOf, textOf } from "../typed";

export interface Column {
  name: string;
  type: string;
  mode: string;
  /** Of a STRUCT. */
  fields: Column[];
}

/** The columns of a table's schema as it is written for BigQuery; none where there is no schema. */
export function columnsOf(schema: PropertyValue | undefined): Column[] {
  return columnsIn(jsonOf(schema));
}

function columnsIn(columns: PropertyValue | undefined): Column[] {
  return objectsOf(columns).map(({ name, type, mode, fields }) => {
    const written = String(type ?? "").toUpperCase();
    return {
      name: String(name ?? ""),
      type: aliases[written] ?? written,
      mode: (textOf(mode) ?? "NULLABLE").toUpperCase(),
      fields: columnsIn(fields),
    };
  });
}

const aliases: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["INT", "SMALLINT", "INTEGER", "BIGINT", "TINYINT", "BYTEINT"].map((name) => [name, "INT64"])),
  BOOLEAN: "BOOL",
  FLOAT: "FLOAT64",
  DECIMAL: "NUMERIC",
  BIGDECIMAL: "BIGNUMERIC",
  RECORD: "STRUCT",
};

export const decimals = ["NUMERIC", "BIGNUMERIC"];
export const text = ["STRING", "JSON", "TIMESTAMP", "DATETIME", "DATE", "TIME", ...decimals];

const types: Readonly<Record<string, readonly string[]>> = {
  boolean: ["BOOL"],
  int: ["INT64", ...decimals],
  long: ["INT64", ...decimals],
  float: ["FLOAT64", ...decimals],
  double: ["FLOAT64", ...decimals],
  bytes: ["BYTES", ...decimals],
  string: text,
  record: ["STRUCT"],
  map: ["STRUCT"],
  fixed: ["BYTES", ...decimals],
  enum: ["INT64"],
};

const logicalTypes: Readonly<Record<string, readonly string[]>> = {
  "timestamp-micros": ["TIMESTAMP"],
  "timestamp-millis": ["TIMESTAMP"],
  date: ["DATE"],
  "time-micros": ["TIME"],
  "time-millis": ["TIME"],
  duration: ["INTERVAL"],
  decimal: decimals,
};

export interface Field {
  name: string;
  /** Every type of column that takes it, the first before the others; empty where none does, absent where it is not known. */
  fits?: readonly string[];
  nullable: boolean;
  repeated: boolean;
  /** Of a message within a message; a record's are not looked into. */
  fields?: Field[];
}

/** The fields of a record. A type that another field defines is not looked up. */
export function fieldsOf(definition: PropertyValue | undefined): Field[] {
  return objectsOf(objectOf(jsonOf(definition)).fields).map(({ name, type }) => ({
    name: String(name),
    nullable: false,
    repeated: false,
    ...mapped(type),
  }));
}

function mapped(type: PropertyValue | undefined): Partial<Field> {
  if (Array.isArray(type)) {
    const others = type.filter((one) => one !== "null");
    return others.length === 1 && type.length === 2 ? { ...mapped(others[0]), nullable: true } : { fits: [] };
  }
  if (!isObject(type)) return { fits: types[String(type)] };
  if (type.type === "array") return { ...mapped(type.items), repeated: true };
  if (type.type === "map") return { fits: ["STRUCT"], repeated: true };
  const logical = logicalTypes[String(type.logicalType)];
  return logical ? { fits: logical } : mapped(type.type);
}

/** What is no JSON is no schema; that it is one is not judged here. */
function jsonOf(text: PropertyValue | undefined): PropertyValue | undefined {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
