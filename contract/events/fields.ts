/** What an event's data is made of, told from its schema: as much as a topic's schema and a table's columns can both say. */
import type { z } from "zod";

export type FieldType = "string" | "integer" | "number" | "boolean" | "timestamp" | "date" | "record";

export interface Field {
  name: string;
  type: FieldType;
  /** May be left out. */
  optional: boolean;
  /** A list of these. */
  repeated: boolean;
  /** Of a record. */
  fields: readonly Field[];
}

/** The parts of a schema that are read here (zod's own description of itself). */
interface Definition {
  type: string;
  format?: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
}

const definitionOf = (schema: z.ZodType) => schema._zod.def as unknown as Definition;

/** Letters, digits and _ make a column, a field of a protocol buffer, and the same name in its JSON. */
const namePattern = /^[a-z][a-z0-9_]*$/;

/**
 * The fields of an object's schema.
 * @throws {TypeError} naming the field that a topic's schema or a table could not hold
 */
export function fieldsOf(schema: z.ZodObject, path = "data"): Field[] {
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, inner]) => {
    const place = `${path}.${name}`;
    if (!namePattern.test(name))
      throw new TypeError(`${place}: a field's name is of lower-case letters, digits and _, a letter first`);
    return fieldOf(name, inner, place);
  });
}

function fieldOf(name: string, schema: z.ZodType, place: string): Field {
  const definition = definitionOf(schema);
  if (definition.type === "optional") {
    const inner = fieldOf(name, definition.innerType as z.ZodType, place);
    if (inner.repeated) throw new TypeError(`${place}: a list is not optional; an empty one is sent in its place`);
    return { ...inner, optional: true };
  }
  if (definition.type === "array") {
    const element = fieldOf(name, definition.element as z.ZodType, place);
    if (element.repeated || element.optional) throw new TypeError(`${place}: a list of lists, or of nothings`);
    return { ...element, repeated: true };
  }
  const type = typeOf(definition);
  if (type === undefined)
    throw new TypeError(`${place}: neither a topic's schema nor a table has a ${definition.type}; ${known}`);
  const fields = type === "record" ? fieldsOf(schema as z.ZodObject, place) : [];
  if (type === "record" && fields.length === 0) throw new TypeError(`${place}: an object without fields`);
  return { name, type, optional: false, repeated: false, fields };
}

const known = "use string, int, number, boolean, enum, iso.datetime, iso.date, object, array and optional";

function typeOf({ type, format }: Definition): FieldType | undefined {
  if (type === "string") return format === "datetime" ? "timestamp" : format === "date" ? "date" : "string";
  if (type === "number") return format === "safeint" || format === "int32" ? "integer" : "number";
  if (type === "boolean") return "boolean";
  if (type === "enum") return "string";
  if (type === "object") return "record";
  return undefined;
}
