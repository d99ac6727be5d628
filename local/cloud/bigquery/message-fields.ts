/** What columns the fields of a protocol buffer can be written to (https://docs.cloud.google.com/pubsub/docs/bigquery). */
import type { Field as ProtoField, Type } from "protobufjs";
import { isMessage, labelOf, typeOf } from "../pubsub/proto";
import { decimals, type Field, text } from "./columns";

const small = ["INT64", ...decimals, "DATE"];
const large = [...small, "DATETIME", "TIMESTAMP"];
const fractions = ["FLOAT64", ...decimals];

const scalars: Readonly<Record<string, readonly string[]>> = {
  double: fractions,
  float: fractions,
  ...Object.fromEntries(["int32", "uint32", "sint32", "fixed32", "sfixed32"].map((name) => [name, small])),
  ...Object.fromEntries(["int64", "sint64", "sfixed64"].map((name) => [name, large])),
  ...Object.fromEntries(["uint64", "fixed64"].map((name) => [name, decimals])),
  bool: ["BOOL"],
  string: text,
  bytes: ["BYTES", ...decimals],
};

/** A field that is not required may be missing: one of the third syntax always may, whatever it is by default. */
export function fieldsOfMessage(message: Type, above: readonly Type[] = []): Field[] {
  return message.fieldsArray.map((field) => {
    const type = typeOf(field);
    const within = isMessage(type) && !above.includes(type) ? fieldsOfMessage(type, [...above, message]) : undefined;
    return {
      name: field.name,
      fits: fits(field),
      nullable: labelOf(field) === "optional",
      repeated: labelOf(field) === "repeated",
      ...(within && { fields: within }),
    };
  });
}

function fits(field: ProtoField): readonly string[] {
  const alternatives = field.partOf && !field.options?.proto3_optional;
  if (alternatives) return []; // a oneof has no column
  const type = typeOf(field);
  if (field.map || isMessage(type)) return ["STRUCT"];
  return type ? ["INT64"] : (scalars[field.type] ?? []);
}
