/** Resource properties as plain data, and the ways the policies read them. */
import { UnknownValueError } from "@pulumi/policy";

/** Stands where a value is known only after the update: it is set, but a preview cannot see to what. */
export const Unknown: unique symbol = Symbol("unknown during preview");

export type Value = string | number | boolean | typeof Unknown | Value[] | { [key: string]: Value };
export type Props = { [key: string]: Value };

/** A yes, a no, or what a preview cannot know. */
export type Known = boolean | typeof Unknown;

/** A property that was looked for: `undefined` means that it is not set. */
export interface Found {
  /** As a person would write it: `template.containers[0].image`. */
  path: string;
  value: Value | undefined;
}

/**
 * Copies what the policy server hands out. Its proxy throws when an unknown value is read, and one throw would end a
 * whole policy: the other properties, which can be judged, would go unjudged.
 */
export function plain(props: object): Props {
  const source = props as Record<string, unknown>;
  const copy: Props = {};
  for (const key of Object.keys(source)) {
    const value = read(source, key);
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}

function read(source: Record<string, unknown>, key: string): Value | undefined {
  try {
    const value = source[key];
    if (value === null || value === undefined) return undefined;
    if (Array.isArray(value)) return Object.values(plain(value));
    if (typeof value === "object") return plain(value);
    return value as Value;
  } catch (error) {
    if (error instanceof UnknownValueError) return Unknown;
    throw error;
  }
}

/** The value below `keys`; unknown as soon as something on the way is unknown. */
export function at(value: Value | undefined, ...keys: string[]): Value | undefined {
  for (const key of keys) {
    if (value === Unknown) return Unknown;
    value = isBlock(value) ? value[key] : undefined;
  }
  return value;
}

/**
 * Every property a pattern stands for. `a.b` is found even where it, or `a`, is not set; `a?.b` only where `a` is set;
 * `a[].b` once for each element of a list; `a[+].b` likewise, but a list without elements counts as one that lacks it.
 */
export function find(props: Props, pattern: string): Found[] {
  let found: Found[] = [{ path: "", value: props }];
  for (const step of pattern.split(".")) found = found.flatMap((above) => advance(above, step));
  return found;
}

function advance(above: Found, step: string): Found[] {
  const [, key = "", mark] = /^(\w+)(\?|\[\]|\[\+\])?$/.exec(step) ?? [];
  if (key === "") throw new Error(`"${step}" is not a step of a property pattern`);
  const path = above.path === "" ? key : `${above.path}.${key}`;
  const value = at(above.value, key);
  if (value === Unknown) return [{ path, value }];
  if (mark === "?") return value === undefined ? [] : [{ path, value }];
  if (mark === undefined) return [{ path, value }];
  const elements = Array.isArray(value) ? value : [];
  if (elements.length === 0) return mark === "[+]" ? [{ path: `${path}[0]`, value: undefined }] : [];
  return elements.map((element, index) => ({ path: `${path}[${index}]`, value: element }));
}

/** Every string, number, boolean and unknown value below, with its path. */
export function* leaves(value: Value, path = ""): Generator<{ path: string; value: Value }> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* leaves(element, `${path}[${index}]`);
  } else if (isBlock(value)) {
    for (const [key, child] of Object.entries(value)) yield* leaves(child, join(path, key));
  } else yield { path, value };
}

function join(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

function isBlock(value: Value | undefined): value is Props {
  return typeof value === "object" && !Array.isArray(value);
}
