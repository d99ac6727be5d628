/** Property paths (`template.containers[0]["a.b"]`, with `*` for any key): what `ignoreChanges` and diffs speak in. */
import { isObject, type PropertyMap, type PropertyValue, Secret } from "../values";
import { EngineError } from "./errors";

export type PropertyPath = readonly (string | number)[];

const element = /\.?(?:([^.[\]]+)|\[(?:(\d+)|(\*)|"((?:\\"|[^"])*)")\])/y;

export function parsePath(text: string): PropertyPath {
  const path: (string | number)[] = [];
  element.lastIndex = text.startsWith(".") ? text.length : 0;
  while (element.lastIndex < text.length) {
    const match = element.exec(text);
    if (!match) throw new EngineError(`${JSON.stringify(text)} is not a property path; write it like a.b[0]["c.d"]`);
    const [, name, index, star, quoted] = match;
    path.push(index === undefined ? (name ?? star ?? (quoted as string).replaceAll('\\"', '"')) : Number(index));
  }
  if (path.length === 0) throw new EngineError(`${JSON.stringify(text)} is not a property path: it names no property`);
  return path;
}

/** The top-level property that a path lies in. */
export function rootOf(text: string): string {
  return String(parsePath(text)[0]);
}

/** Whether `inner` is the place that `outer` names, or lies inside it. */
export function containsPath(outer: PropertyPath, inner: PropertyPath): boolean {
  return outer.every((key, i) => i < inner.length && (key === "*" || key === inner[i]));
}

/**
 * `news` with the value at the path as it is in `olds`; `undefined` where the two differ in shape on the way there. No
 * array changes its length and no place on the way is made, as the real engine has it.
 */
export function resetPath(path: PropertyPath, olds: PropertyMap, news: PropertyMap): PropertyMap | undefined {
  return reset(path, olds, news, false) as PropertyMap | undefined;
}

function reset(
  path: PropertyPath,
  oldValue: PropertyValue,
  newValue: PropertyValue,
  secret: boolean,
): PropertyValue | undefined {
  if (newValue instanceof Secret) {
    const value = reset(path, oldValue, newValue.value, false);
    return value === undefined ? undefined : new Secret(value);
  }
  if (oldValue instanceof Secret) return reset(path, oldValue.value, newValue, true);
  const [key, ...rest] = path as [string | number, ...PropertyPath];
  const step = rest.length === 0 ? (old: PropertyValue) => (secret ? new Secret(old) : old) : undefined;
  const into = (old: PropertyValue, value: PropertyValue) => (step ? step(old) : reset(rest, old, value, secret));

  if (key === "*") return resetAll(oldValue, newValue, into, step);
  if (typeof key === "number") return resetIndex(key, oldValue, newValue, into);
  return resetKey(key, oldValue, newValue, into, step !== undefined);
}

type Into = (oldValue: PropertyValue, newValue: PropertyValue) => PropertyValue | undefined;

function resetIndex(index: number, oldValue: PropertyValue, newValue: PropertyValue, into: Into) {
  if (!Array.isArray(oldValue) && !Array.isArray(newValue)) return newValue;
  if (!Array.isArray(oldValue) || !Array.isArray(newValue)) return undefined;
  if (index >= oldValue.length && index >= newValue.length) return newValue;
  if (index >= oldValue.length || index >= newValue.length) return undefined;
  const value = into(oldValue[index] as PropertyValue, newValue[index] as PropertyValue);
  return value === undefined ? undefined : newValue.with(index, value);
}

function resetKey(key: string, oldValue: PropertyValue, newValue: PropertyValue, into: Into, leaf: boolean) {
  const old = isObject(oldValue) ? oldValue[key] : undefined;
  if (!isObject(newValue)) return leaf ? (old === undefined ? newValue : undefined) : reshaped(oldValue, newValue);
  if (!leaf && !isObject(oldValue)) return undefined;
  const { [key]: current, ...others } = newValue;
  if (old === undefined) return leaf ? others : current === undefined ? newValue : undefined;
  if (current === undefined && !leaf) return undefined;
  const value = into(old, current ?? null);
  return value === undefined ? undefined : { ...newValue, [key]: value };
}

/** Two values of which neither can hold the path are the same as far as the path goes. */
function reshaped(oldValue: PropertyValue, newValue: PropertyValue) {
  return isObject(oldValue) ? undefined : newValue;
}

function resetAll(oldValue: PropertyValue, newValue: PropertyValue, into: Into, leaf: Into | undefined) {
  if (Array.isArray(oldValue) && Array.isArray(newValue)) {
    if (oldValue.length !== newValue.length) return undefined;
    const values = newValue.map((value, i) => into(oldValue[i] as PropertyValue, value));
    return values.some((value) => value === undefined) ? undefined : (values as PropertyValue[]);
  }
  if (!isObject(oldValue) || !isObject(newValue)) return undefined;
  if (leaf) return Object.fromEntries(Object.entries(oldValue).map(([name, old]) => [name, into(old, null) ?? null]));
  const result: PropertyMap = { ...newValue };
  for (const [name, old] of Object.entries(oldValue)) {
    const current = newValue[name];
    const value = current === undefined ? undefined : into(old, current);
    if (value === undefined) return undefined;
    result[name] = value;
  }
  return result;
}
