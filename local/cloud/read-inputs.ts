/**
 * The inputs that a read answers with, as the Terraform bridge makes them of what the cloud has (pkg/tfbridge/schema.go,
 * ExtractInputsFromOutputs): of a resource that the state knows, the inputs that it has there, with their values of now;
 * of one that it does not know, all that is neither left to a default nor the cloud's own to say.
 */
import { isObject, type PropertyMap, type PropertyValue } from "../values";
import {
  elementOf,
  isBookkeeping,
  isOfFramework,
  type Property,
  type ResourceType,
  type Shape,
  shapeOf,
} from "./catalogue";
import { isEqual } from "./diff";

/** What has changed is not any more what a default has filled in, so that the next check fills in the default again. */
export function refreshedInputs(inputs: PropertyMap, actual: PropertyMap): PropertyMap {
  return refreshedObject(inputs, actual).value;
}

/** Nothing of it was filled in by a default. */
export function importedInputs(type: ResourceType, actual: PropertyMap): PropertyMap {
  return isOfFramework(type) ? actual : importedObject(type, type.inputs, actual);
}

interface Refreshed<Value extends PropertyValue = PropertyValue> {
  value: Value;
  /** Whether it may still be what a default has filled in. */
  same: boolean;
}

function refreshedValue(old: PropertyValue, now: PropertyValue): Refreshed {
  if (Array.isArray(old) && Array.isArray(now)) {
    const items = old.slice(0, now.length).map((item, index) => refreshedValue(item, now[index] as PropertyValue));
    return {
      value: items.map(({ value }) => value),
      same: old.length <= now.length && items.every(({ same }) => same),
    };
  }
  if (isObject(old) && isObject(now)) return refreshedObject(old, now);
  return { value: now, same: isEqual(old, now) };
}

function refreshedObject(old: PropertyMap, now: PropertyMap): Refreshed<PropertyMap> {
  const value: PropertyMap = {};
  const changed = new Set<PropertyValue>();
  for (const [key, before] of Object.entries(old)) {
    const actual = now[key];
    if (isBookkeeping(key)) value[key] = before;
    else if (actual === undefined) changed.add(key);
    else {
      const refreshed = refreshedValue(before, actual);
      value[key] = refreshed.value;
      if (!refreshed.same) changed.add(key);
    }
  }
  const { __defaults: filled } = old;
  if (!Array.isArray(filled)) return { value, same: true };
  return { value: { ...value, __defaults: filled.filter((key) => !changed.has(key)) }, same: changed.size === 0 };
}

function importedObject(type: ResourceType, shape: Shape, actual: PropertyMap): PropertyMap {
  const entries = Object.entries(actual).flatMap(([key, value]) => {
    const property = shape[key];
    if (!property || (!property.required && isDefaultOrZero(property, value))) return [];
    return [[key, importedValue(type, property, value)] as const];
  });
  return { ...Object.fromEntries(entries), __defaults: [] };
}

function importedValue(type: ResourceType, property: Property, value: PropertyValue): PropertyValue {
  const shape = shapeOf(type, property);
  if (shape && isObject(value)) return importedObject(type, shape, value);
  if (property.type === "list" && Array.isArray(value))
    return value.map((item) => importedValue(type, elementOf(property), item));
  return value;
}

function isDefaultOrZero(property: Property, value: PropertyValue): boolean {
  if (property.default !== undefined) return value === property.default;
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).every(isBookkeeping);
  return value === null || value === false || value === 0 || value === "";
}
