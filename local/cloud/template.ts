/**
 * The catalogue's templates of ids and outputs. `{name}` is an input or output, `{last:map}` the last segment of one that
 * may be a whole path, `{number:secret}` the number of the project that such a path begins with, or that one is; beside
 * them `{id}`, and what a cloud makes up: `{hash}` changes with the inputs, `{uid}`, `{number}` and `{integer}` belong to
 * the resource for life, `{nth}` counts those of one parent, `{created}`, `{updated}` and `{generation}` tell its age
 * (with `Millis`, as numbers). A template that is one placeholder has that one's type.
 */
import { createHash } from "node:crypto";
import { type PropertyMap, type PropertyValue, Unknown } from "../values";

/** What a resource is beside its properties. */
export interface Life {
  serial: number;
  created: string;
  updated: string;
  generation: number;
}

/** The number of a project; of the resource's own where none is named. */
export type ProjectNumbers = (project?: string) => string;

/** The value; unknown when a part of it is, `undefined` when a part is not there. */
export function fill(
  template: string,
  properties: PropertyMap,
  projectNumber: ProjectNumbers,
): PropertyValue | undefined {
  const parts = template
    .split(/\{([^}]*)\}/)
    .map((part, index) => (index % 2 === 0 ? part : lookUp(part, properties, projectNumber)));
  if (parts.some((part) => part instanceof Unknown)) return Unknown.value;
  if (parts.some((part) => part === undefined || part === null)) return undefined;
  const [before, only, after] = parts;
  return parts.length === 3 && before === "" && after === "" ? only : parts.join("");
}

function lookUp(
  placeholder: string,
  properties: PropertyMap,
  projectNumber: ProjectNumbers,
): PropertyValue | undefined {
  const [, way, name = placeholder] = /^(last|number):(.*)$/.exec(placeholder) ?? [];
  const value = properties[name];
  if (way === undefined || typeof value !== "string") return value;
  const segments = value.split("/");
  if (way === "last") return segments.at(-1);
  return projectNumber(segments.length === 1 && name === "project" ? value : segments[1]);
}

/** What the cloud makes up for a resource. */
export function madeUp(token: string, id: string, inputs: PropertyMap, life: Life): Record<string, PropertyValue> {
  const own = digest(token, id, life.serial);
  return {
    id,
    hash: digest(token, id, life.serial, JSON.stringify(inputs)).slice(0, 16),
    uid: own.slice(0, 32),
    number: decimal(own, 19),
    integer: Number(decimal(own, 15)),
    created: life.created,
    updated: life.updated,
    createdMillis: Date.parse(life.created),
    updatedMillis: Date.parse(life.updated),
    generation: String(life.generation),
  };
}

export function digest(...parts: (string | number)[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}

/** A decimal number of exactly so many digits. */
export function decimal(hex: string, digits: number): string {
  const lowest = 10n ** BigInt(digits - 1);
  return String(lowest + (BigInt(`0x${hex}`) % (9n * lowest)));
}
