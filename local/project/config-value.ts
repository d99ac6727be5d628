/**
 * How a value of a stack file becomes the string that a program's configuration holds
 * (`sdk/go/common/resource/config/object.go`): texts as they are, other scalars in JSON's form, maps and lists as JSON.
 */
import { isMap } from "./yaml-file";

/** `{secure: <ciphertext>}`, alone or anywhere within a value. */
export function isSecure(value: unknown): value is { secure: string } {
  return isMap(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

export function hasSecure(value: unknown): boolean {
  if (isSecure(value)) return true;
  if (Array.isArray(value)) return value.some(hasSecure);
  return isMap(value) && Object.values(value).some(hasSecure);
}

/** The same value with every encrypted text replaced. */
export function replaceSecure(value: unknown, replacement: (ciphertext: string) => string): unknown {
  if (isSecure(value)) return replacement(value.secure);
  if (Array.isArray(value)) return value.map((inner) => replaceSecure(inner, replacement));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceSecure(inner, replacement)]));
}

/** The value as configuration holds it. Keys are sorted, as Go's JSON encoder does. */
export function configText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(sorted(value)) : String(value);
}

/** Where a whole number stands inside a map or list that JSON readers would round. */
export function tooLarge(value: unknown): bigint | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = typeof inner === "bigint" ? inner : tooLarge(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
