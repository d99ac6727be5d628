/** Schemas of topics, in protocol buffers, and messages in JSON against them (cloud.google.com/pubsub/docs/schemas). */
import { Enum, type Field, parse, type Type } from "protobufjs";
import { invalid } from "./errors";

/** Why a message does not fit; undefined where it does. */
export type MessageCheck = (data: Buffer) => string | undefined;

/** @throws {PubsubError} when the definition is none that Pub/Sub takes */
export function checkOf(definition: string): MessageCheck {
  const type = messageIn(definition);
  return (data) => {
    let value: unknown;
    try {
      value = JSON.parse(data.toString("utf8"));
    } catch {
      return "is no JSON";
    }
    return ofMessage(type, value, "message");
  };
}

function messageIn(definition: string): Type {
  const refusal = (why: string) => invalid(`Invalid schema definition: ${why}`);
  try {
    const { root, imports, package: packageName } = parse(definition, { keepCase: true });
    if (imports) throw new Error(`it imports ${imports.join(", ")}`);
    root.resolveAll();
    const space = packageName ? root.lookup(packageName) : root;
    const types = Object.values((space as { nested?: Record<string, unknown> } | null)?.nested ?? {});
    const messages = types.filter((type): type is Type => typeof (type as Type).fieldsArray === "object");
    if (messages.length !== 1) throw new Error("it has to have one message at its top");
    return messages[0] as Type;
  } catch (error) {
    throw refusal((error as Error).message);
  }
}

function ofMessage(type: Type, value: unknown, place: string): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${place} is no object`;
  const fields = new Map(type.fieldsArray.flatMap((field) => namesOf(field).map((name) => [name, field])));
  const given = new Set<Field>();
  for (const [name, inner] of Object.entries(value)) {
    const field = fields.get(name);
    if (!field) return `${place}.${name} is not in the schema`; // protocol buffers' JSON parsers refuse it by default
    if (inner === null) continue; // as if it were left out
    given.add(field);
    const problem = ofField(field, inner, `${place}.${name}`);
    if (problem) return problem;
  }
  const missing = type.fieldsArray.find((field) => field.required && !given.has(field));
  return missing && `${place}.${missing.name} is missing`;
}

/** In JSON a field may have its own name, or that in lowerCamelCase (protobuf.dev/programming-guides/json). */
function namesOf({ name }: Field): string[] {
  return [name, name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())];
}

function ofField(field: Field, value: unknown, place: string): string | undefined {
  if (field.map) return `${place} is a map, which is not part of this stand-in`;
  if (!field.repeated) return ofValue(field, value, place);
  if (!Array.isArray(value)) return `${place} is no list`;
  for (const [i, element] of value.entries()) {
    const problem = ofValue(field, element, `${place}[${i}]`);
    if (problem) return problem;
  }
  return undefined;
}

function ofValue(field: Field, value: unknown, place: string): string | undefined {
  const { resolvedType } = field;
  if (resolvedType instanceof Enum) {
    const known = typeof value === "string" ? Object.hasOwn(resolvedType.values, value) : Number.isInteger(value);
    return known ? undefined : `${place} is none of ${Object.keys(resolvedType.values).join(", ")}`;
  }
  if (resolvedType) return ofMessage(resolvedType, value, place);
  return fits(field.type, value) ? undefined : `${place} is no ${field.type}`;
}

function fits(type: string, value: unknown): boolean {
  if (type === "string") return typeof value === "string";
  if (type === "bool") return typeof value === "boolean";
  if (type === "bytes") return typeof value === "string" && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value);
  if (type === "double" || type === "float")
    return typeof value === "number" || isNumeral(value, /^-?\d+(\.\d+)?(e-?\d+)?$/i);
  return Number.isInteger(value) || isNumeral(value, /^-?\d+$/); // 64 bits are written as text
}

const isNumeral = (value: unknown, form: RegExp) => typeof value === "string" && form.test(value);
