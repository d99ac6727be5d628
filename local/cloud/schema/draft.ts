/** A first version of a catalogue entry from a source. Ids, APIs, names and values of outputs are for a person to add. */
import { elementOf, type Property, type Shape } from "../catalogue";
import type { SourceType } from "./source-type";

export interface Draft {
  resources: Record<string, { inputs: Shape; outputs: Record<string, null>; secretOutputs?: readonly string[] }>;
  types: Record<string, Shape>;
}

export function draft(type: SourceType): Draft {
  const types: Record<string, Shape> = {};
  const named = (shape: Shape): Shape =>
    Object.fromEntries(Object.entries(shape).map(([name, property]) => [name, short(property)]));
  const short = (property: Property): Property => {
    if (property.type === "object") {
      const name = property.of as string;
      const own = nameOf(name);
      if (!Object.hasOwn(types, own)) {
        types[own] = {}; // before its members: a shape may hold itself
        types[own] = named(type.shape(name));
      }
      return { ...property, of: own };
    }
    if (property.type !== "list" && property.type !== "map") return property;
    const inner = short(elementOf(property));
    return { ...property, of: inner.type === "object" ? inner.of : property.of };
  };
  const inputs = named(type.inputs);
  const secretOutputs = type.secretOutputs.length > 0 ? { secretOutputs: type.secretOutputs } : {};
  return {
    resources: {
      [type.token]: {
        inputs,
        outputs: Object.fromEntries(type.outputs.map((name) => [name, null])),
        ...secretOutputs,
      },
    },
    types,
  };
}

/** `gcp:pubsub/TopicSchemaSettings:TopicSchemaSettings`, `inputs.pubsub.TopicSchemaSettings` → `TopicSchemaSettings` */
function nameOf(name: string): string {
  return name.split(/[.:]/).at(-1) as string;
}

/** As the catalogue is written: a property a line, as long as it fits. */
export function printDraft({ resources, types }: Draft): string {
  return `${print({ resources, types }, "", 0)}\n`;
}

const width = 120;
/** What stands above a property: a resource or a shape, by name. */
const outer = 3;

function print(value: unknown, indent: string, depth: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const flat = inline(value);
  if (depth > outer && indent.length + flat.length < width) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + print(item, inner, depth + 1)).join(",\n")}\n${indent}]`;
  const members = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner, depth + 1)}`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
