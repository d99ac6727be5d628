/** What columns the fields of an Avro schema can be written to (https://docs.cloud.google.com/pubsub/docs/bigquery). */

export interface Column {
  name: string;
  type: string;
  mode: string;
}

/** The columns of a table's schema as it is written for BigQuery; none where there is no schema. */
export function columnsOf(schema: unknown): Column[] {
  const fields = jsonOf(schema);
  return (Array.isArray(fields) ? (fields as Partial<Column>[]) : []).map(
    ({ name = "", type = "", mode = "NULLABLE" }) => ({
      name,
      type: aliases[type.toUpperCase()] ?? type.toUpperCase(),
      mode: mode.toUpperCase(),
    }),
  );
}

const aliases: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["INT", "SMALLINT", "INTEGER", "BIGINT", "TINYINT", "BYTEINT"].map((name) => [name, "INT64"])),
  BOOLEAN: "BOOL",
  FLOAT: "FLOAT64",
  DECIMAL: "NUMERIC",
  BIGDECIMAL: "BIGNUMERIC",
  RECORD: "STRUCT",
};

const decimals = ["NUMERIC", "BIGNUMERIC"];
const text = ["STRING", "JSON", "TIMESTAMP", "DATETIME", "DATE", "TIME", ...decimals];

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

type Avro = string | Avro[] | { type: Avro; logicalType?: string; items?: Avro };

export interface Field {
  name: string;
  /** Every type of column that takes it, the first before the others; empty where none does. */
  fits: readonly string[];
  nullable: boolean;
  repeated: boolean;
}

/** The fields of a record. */
export function fieldsOf(definition: unknown): Field[] {
  const { fields = [] } = (jsonOf(definition) ?? {}) as { fields?: { name: string; type: Avro }[] };
  return fields.map(({ name, type }) => ({ name, ...mapped(type) }));
}

function mapped(type: Avro): Omit<Field, "name"> {
  if (Array.isArray(type)) {
    const others = type.filter((one) => one !== "null");
    const [only] = others;
    if (only === undefined || others.length !== 1 || type.length !== 2) return known([]);
    return { ...mapped(only), nullable: true };
  }
  if (typeof type === "string") return known(types[type] ?? []);
  const { logicalType = "", items } = type;
  if (type.type === "array" && items !== undefined) return { ...mapped(items), repeated: true };
  if (type.type === "map") return { ...known(["STRUCT"]), repeated: true };
  const logical = logicalTypes[logicalType];
  return logical ? known(logical) : mapped(type.type);
}

function known(fits: readonly string[]): Omit<Field, "name"> {
  return { fits, nullable: false, repeated: false };
}

/** What is no JSON is no schema; that it is one is not judged here. */
function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
