/** Checks inputs against the catalogue. An unknown passes wherever it stands; nothing else does unseen. */

import { nearestName } from "../nearest-name";
import type { CheckFailure } from "../provider";
import { isObject, type PropertyMap, type PropertyValue, Unknown } from "../values";
import { elementOf, isBookkeeping, type Property, type ResourceType, type Shape, shapeOf } from "./catalogue";
import { formats } from "./formats";
import { child } from "./paths";

export function validate(type: ResourceType, inputs: PropertyMap): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string) => failures.push({ property, reason });

  const object = (path: string, shape: Shape, value: PropertyMap, owner: string) => {
    for (const key of Object.keys(value).filter((key) => !isBookkeeping(key) && !Object.hasOwn(shape, key))) {
      const meant = nearestName(key, Object.keys(shape));
      fail(child(path, key), `is not ${owner}${meant ? `; did you mean ${JSON.stringify(meant)}?` : ""}`);
    }
    for (const [key, property] of Object.entries(shape)) {
      const given = value[key];
      if (given !== undefined && given !== null) check(child(path, key), property, given);
      else if (property.required) fail(child(path, key), "is required and not set");
    }
  };

  const check = (path: string, property: Property, value: PropertyValue): void => {
    if (value instanceof Unknown || property.type === "any") return;
    const mistake = wrongType(property, value) ?? wrongValue(property, value);
    if (mistake) return void fail(path, mistake);
    const shape = shapeOf(type, property);
    if (shape) object(path, shape, value as PropertyMap, `a property of ${JSON.stringify(path)}`);
    if (property.type === "list") {
      for (const [index, item] of (value as PropertyValue[]).entries())
        if (item === null) fail(child(path, index), "is null");
        else check(child(path, index), elementOf(property), item);
    }
    if (property.type === "map") {
      for (const [key, item] of Object.entries(value as PropertyMap))
        if (item !== null && !isBookkeeping(key)) check(child(path, key), elementOf(property), item);
    }
  };

  object("", type.inputs, inputs, `an input of ${type.token}`);
  return failures;
}

/** Says the kinds and not the value: what stands in a wrong place may be a secret. */
function wrongType(property: Property, value: PropertyValue): string | undefined {
  const fits: Record<Property["type"], boolean> = {
    any: true,
    string: typeof value === "string",
    boolean: typeof value === "boolean",
    number: typeof value === "number",
    integer: Number.isInteger(value),
    list: Array.isArray(value),
    map: isObject(value),
    object: isObject(value),
  };
  if (fits[property.type]) return undefined;
  return `must be ${article(property.type)}, and is ${article(kindOf(value))}`;
}

function kindOf(value: PropertyValue): string {
  if (Array.isArray(value)) return "list";
  return typeof value === "object" && !isObject(value) ? "resource" : typeof value;
}

function article(noun: string): string {
  return `${/^[aeio]/.test(noun) ? "an" : "a"} ${noun}`;
}

function wrongValue(property: Property, value: PropertyValue): string | undefined {
  const { enum: allowed, shortest = 0, longest = Number.POSITIVE_INFINITY } = property;
  const { pattern, format, leastSeconds } = property;
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = property;
  if (typeof value === "number" && (value < least || value > most))
    return `must be ${range(least, most)}, and is ${value}`;
  if (Array.isArray(value) && (value.length < shortest || value.length > longest))
    return `takes ${bounds(shortest, longest)}, and has ${value.length}`;
  if (typeof value !== "string") return undefined;
  // What is always a secret is not repeated.
  const given = property.secret ? "the value" : JSON.stringify(value);
  if (allowed && !isOneOf(allowed, property.caseless, value))
    return `must be one of ${allowed.map((item) => JSON.stringify(item)).join(", ")}, and is ${given}`;
  if (value.length < shortest || value.length > longest)
    return `must have ${bounds(shortest, longest)} characters, and ${given} has ${value.length}`;
  if (pattern && !new RegExp(pattern).test(value)) return `must match ${pattern}, and is ${given}`;
  if (format && !formats[format].fits(value))
    return `must be ${formats[format].words}${property.secret ? "" : `, and is ${given}`}`;
  if (leastSeconds !== undefined && Number.parseFloat(value) < leastSeconds)
    return `must be ${leastSeconds}s or longer, and is ${given}`;
  return undefined;
}

/** The upstream provider takes an empty string as "not set" wherever it lists values. */
function isOneOf(allowed: readonly string[], caseless: boolean | undefined, value: string): boolean {
  const same = (item: string) => (caseless ? item.toLowerCase() === value.toLowerCase() : item === value);
  return value === "" || allowed.some(same);
}

function range(least: number, most: number): string {
  if (most === Number.POSITIVE_INFINITY) return `at least ${least}`;
  return least === Number.NEGATIVE_INFINITY ? `at most ${most}` : `between ${least} and ${most}`;
}

function bounds(shortest: number, longest: number): string {
  if (longest === Number.POSITIVE_INFINITY) return `at least ${shortest}`;
  return shortest > 0 ? `${shortest} to ${longest}` : `at most ${longest}`;
}
