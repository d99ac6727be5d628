/**
 * Values taken for what they should be. What is something else is taken for nothing: a null may stand wherever nothing need
 * stand, and a person may write anything into the world by hand.
 */
import { isObject, type PropertyMap, type PropertyValue } from "../values";

type Value = PropertyValue | undefined;

export function objectOf(value: Value): PropertyMap {
  return isObject(value) ? value : {};
}

export function objectsOf(value: Value): PropertyMap[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textsOf(value: Value): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** A text that is there and not empty. */
export function textOf(value: Value): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
