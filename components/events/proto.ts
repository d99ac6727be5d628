/** What an event's fields are in a topic's schema, and what they were in a former one. */
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
 * has its fields' names as they are. What is a date or a time is told in words.
 */
export function protoOf(fields: readonly Field[]): string {
  return `syntax = "proto2";\n\n${message("Event", fields, "")}`;
}

function message(name: string, fields: readonly Field[], indent: string): string {
  const inner = `${indent}  `;
  const lines = fields.flatMap((field) => {
    const type = field.type === "record" ? `Of_${field.name}` : protoTypes[field.type];
    const rule = field.repeated ? "repeated" : field.optional ? "optional" : "required";
    const told = field.type === "timestamp" || field.type === "date" ? ` // ${field.type}` : "";
    const line = `${inner}${rule} ${type} ${field.name} = ${numberOf(field.name)};${told}\n`;
    return field.type === "record" ? [message(type, field.fields, inner), line] : [line];
  });
  return `${indent}message ${name} {\n${lines.join("")}${indent}}\n`;
}

/** The fields of a definition that `protoOf` made. */
export function fieldsOfProto(definition: string): Field[] {
  const open: Field[][] = [];
  let closed: Field[] = [];
  for (const line of definition.split("\n")) {
    const [, rule, type = "", name, told] = /^ *(\w+) (\w+) (\w+) = \d+;(?: \/\/ (\w+))?$/.exec(line) ?? [];
    if (/^ *message /.test(line)) open.push([]);
    else if (/^ *}$/.test(line)) closed = open.pop() ?? [];
    else if (name !== undefined) {
      const isRecord = type === `Of_${name}`;
      open.at(-1)?.push({
        name,
        type: isRecord ? "record" : ((told ?? typeOf(type)) as FieldType),
        optional: rule === "optional",
        repeated: rule === "repeated",
        fields: isRecord ? closed : [], // a record's message stands right above it
      });
    }
  }
  return closed;
}

const typeOf = (proto: string) => Object.entries(protoTypes).find(([, type]) => type === proto)?.[0];

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
