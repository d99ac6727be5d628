/** What the engine does to property values: compare them, pass on their secrecy, and make them fit to be seen. */
import {
  containsSecret,
  containsUnknown,
  isObject,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
} from "../values";
import { secretText, unknownText } from "./marshal";

/** Deep equality; an unknown equals nothing but an unknown, a secret another secret of the same value. */
export function sameValue(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  if (a === b) return true;
  if (a instanceof Secret) return b instanceof Secret && sameValue(a.value, b.value);
  if (a instanceof ResourceReference) return b instanceof ResourceReference && a.urn === b.urn && a.id === b.id;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((value, i) => sameValue(value, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  );
}

/** Top-level properties in which the two differ. */
export function changedKeys(olds: PropertyMap, news: PropertyMap): string[] {
  return [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => !sameValue(olds[key], news[key]));
}

/**
 * `outs` with everything secret that was secret in `ins`: providers are asked without secrecy, so what they answer has to
 * get it back. Objects are walked; of anything else the whole is secret when a part was, unless it is told with the same secrets.
 */
export function withSecretsOf(ins: PropertyMap, outs: PropertyMap): PropertyMap {
  const result: PropertyMap = { ...outs };
  for (const [key, value] of Object.entries(ins)) {
    const out = outs[key];
    if (out === undefined || out instanceof Secret || !containsSecret(value)) continue;
    if (isObject(out) && isObject(value)) result[key] = withSecretsOf(value, out);
    else if (!sameValue(value, out)) result[key] = new Secret(out);
  }
  return result;
}

/** `outs` with the named top-level properties secret. */
export function withSecrets(names: readonly string[] | undefined, outs: PropertyMap): PropertyMap {
  const result: PropertyMap = { ...outs };
  for (const name of names ?? []) {
    const out = outs[name];
    if (out !== undefined && !(out instanceof Secret)) result[name] = new Secret(out);
  }
  return result;
}

/** The properties that are known in full. */
export function knownOnly(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => !containsUnknown(value)));
}

/** Resources passed as values, as a provider is told of them: by their ids, and components by their URNs. */
export function asIds(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, asId(value)]));
}

function asId(value: PropertyValue): PropertyValue {
  if (value instanceof ResourceReference) return value.id ?? value.urn;
  if (value instanceof Secret) return new Secret(asId(value.value));
  if (Array.isArray(value)) return value.map(asId);
  return isObject(value) ? asIds(value) : value;
}

/** How a value is shown: as plain JSON, with words for what must not or cannot be shown. */
export function shown(value: PropertyValue): unknown {
  if (value instanceof Secret) return secretText;
  if (value instanceof Unknown) return unknownText;
  if (value instanceof ResourceReference) return value.urn;
  if (Array.isArray(value)) return value.map(shown);
  return isObject(value) ? shownMap(value) : value;
}

export function shownMap(map: PropertyMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, shown(value)]));
}
