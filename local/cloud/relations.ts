/**
 * Judges inputs together, as the upstream SDK does (helper/schema/schema.go: validateConflictingAttributes and its like):
 * what is left out or null is not set, nor is a list without an object in it; an unknown may be either.
 */
import type { CheckFailure } from "../provider";
import { isObject, type PropertyMap, type PropertyValue, Unknown } from "../values";
import type { Relation, ResourceType } from "./catalogue";

/** What of the catalogue's relations the inputs, with their defaults, break. */
export function brokenRelations(type: ResourceType, inputs: PropertyMap): CheckFailure[] {
  return (type.relations ?? []).flatMap((relation) => {
    const place = relation.in ?? "";
    if (!isObject(valueAt(inputs, place))) return [];
    const paths = relation.of.map((path) => (place === "" ? path : `${place}.${path}`));
    const failure = broken[relation.kind](paths, inputs, place);
    return failure ? [failure] : [];
  });
}

type Judge = (paths: readonly string[], inputs: PropertyMap, place: string) => CheckFailure | undefined;

const broken: Record<Relation["kind"], Judge> = {
  exactlyOneOf: (paths, inputs, place) => tooMany(paths, inputs) ?? none(paths, inputs, place, "exactly one"),
  atLeastOneOf: (paths, inputs, place) => none(paths, inputs, place, "at least one"),
  conflictsWith: tooMany,
  requiredWith([first = "", ...others], inputs) {
    const missing = others.filter((path) => isSet(inputs, path) === false);
    if (isSet(inputs, first) !== true || missing.length === 0) return undefined;
    const names = quoted(missing);
    return { property: first, reason: `needs ${names} beside it; set ${names}, or remove ${quoted([first])}` };
  },
};

function tooMany(paths: readonly string[], inputs: PropertyMap): CheckFailure | undefined {
  const [first, ...others] = paths.filter((path) => isSet(inputs, path) === true);
  if (first === undefined || others.length === 0) return undefined;
  return {
    property: first,
    reason: `cannot stand beside ${quoted(others)}; keep one of ${quoted([first, ...others])}`,
  };
}

function none(paths: readonly string[], inputs: PropertyMap, place: string, words: string): CheckFailure | undefined {
  if (paths.some((path) => isSet(inputs, path) !== false)) return undefined;
  return {
    property: place,
    reason: `needs ${words} of ${quoted(paths)}, and has none; set one`,
  };
}

/** `undefined`: not yet known. */
function isSet(inputs: PropertyMap, path: string): boolean | undefined {
  const value = valueAt(inputs, path);
  if (value instanceof Unknown) return undefined;
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

/** Unknown where an object on the way is. */
function valueAt(inputs: PropertyMap, path: string): PropertyValue | undefined {
  let value: PropertyValue | undefined = inputs;
  for (const key of path === "" ? [] : path.split(".")) {
    if (value instanceof Unknown) return value;
    value = isObject(value) ? value[key] : undefined;
  }
  return value;
}

function quoted(paths: readonly string[]): string {
  const names = paths.map((path) => JSON.stringify(path));
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
