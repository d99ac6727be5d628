/** Definitions of protocol buffers, as far as a topic's schema may have them: one message, and nothing from elsewhere. */
import type { Enum, Field, ReflectionObject, Root, Type } from "protobufjs";
import type { PropertyValue } from "../../values";

/** Why a definition is none. */
export class UnreadableProto extends Error {}

/**
 * The message that a definition is of.
 * @throws {UnreadableProto}
 */
export function messageOf(definition: PropertyValue | undefined): Type {
  const { root, imports = [], Type } = read(String(definition ?? ""));
  if (imports.length > 0) throw new UnreadableProto(`it imports ${imports.join(", ")}`);
  const messages = topLevel(root).filter((one) => one instanceof Type);
  const [message] = messages;
  if (!message || messages.length > 1) throw new UnreadableProto(`it has ${messages.length} messages, and not one`);
  return message;
}

/** The same, and nothing where it is none: a person may write anything into the world by hand. */
export function messageIn(definition: PropertyValue | undefined): Type | undefined {
  try {
    return messageOf(definition);
  } catch (error) {
    if (error instanceof UnreadableProto) return undefined;
    throw error;
  }
}

function read(definition: string) {
  const protobuf = require("protobufjs") as typeof import("protobufjs"); // for those programs alone that have such a schema
  try {
    const parsed = protobuf.parse(definition, { keepCase: true });
    parsed.root.resolveAll();
    return { ...parsed, Type: protobuf.Type };
  } catch (error) {
    throw new UnreadableProto((error as Error).message);
  }
}

/** What stands in no message, whatever package it is in. */
function topLevel(root: Root): ReflectionObject[] {
  let within: ReflectionObject[] = root.nestedArray;
  while (within.length === 1 && within[0]?.constructor.name === "Namespace") within = (within[0] as Root).nestedArray;
  return within;
}

export type Label = "required" | "optional" | "repeated";

export function labelOf({ required, repeated, map }: Field): Label {
  if (repeated || map) return "repeated";
  return required ? "required" : "optional";
}

/** The message or the enumeration that a field is of; nothing where it is of a scalar type. */
export function typeOf({ resolvedType }: Field): Type | Enum | null {
  return resolvedType;
}

export const isMessage = (type: Type | Enum | null): type is Type => type !== null && "fieldsArray" in type;
