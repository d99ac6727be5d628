/**
 * Property values as the engine and the providers hold them: plain JSON, and three things that JSON has no word for.
 * The wire form (protobuf `Struct` with signature keys) and the form in a state file are made in `engine/marshal.ts`.
 */

/** A value that only a later operation will tell. Exists in previews alone. */
export class Unknown {
  static readonly value = new Unknown();
  private constructor() {}
}

/** A value that is encrypted in the state and never printed. */
export class Secret {
  constructor(readonly value: PropertyValue) {}
}

/** A resource passed as a value. */
export class ResourceReference {
  constructor(
    readonly urn: string,
    readonly id?: string | Unknown,
  ) {}
}

export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | PropertyValue[]
  | PropertyMap
  | Unknown
  | Secret
  | ResourceReference;

export interface PropertyMap {
  [name: string]: PropertyValue;
}

export function isObject(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret) &&
    !(value instanceof ResourceReference)
  );
}

/** Whether an unknown stands anywhere in the value. */
export function containsUnknown(value: PropertyValue | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof Secret) return containsUnknown(value.value);
  if (value instanceof ResourceReference) return value.id instanceof Unknown;
  if (Array.isArray(value)) return value.some(containsUnknown);
  return isObject(value) && Object.values(value).some(containsUnknown);
}

/** Whether a secret stands anywhere in the value. */
export function containsSecret(value: PropertyValue | undefined): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(containsSecret);
  return isObject(value) && Object.values(value).some(containsSecret);
}

/** The same value with every secret laid open. */
export function reveal(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return reveal(value.value);
  if (Array.isArray(value)) return value.map(reveal);
  if (isObject(value)) return revealMap(value);
  return value;
}

export function revealMap(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, reveal(value)]));
}
