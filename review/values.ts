/** Values out of a state or a preview: plain JSON, in which some are secret and some are not known yet. */

export type Values = Record<string, unknown>;

/** A value that is needed cannot be read; the message says which and why. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** What stands for an unknown in Pulumi's own JSON (`sdk/go/common/resource/plugin/rpc.go`), and in what is shown here. */
const unknowns: readonly unknown[] = ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "[unknown]"];

/** The key that marks a special value, and what marks a secret (`sdk/go/common/resource/sig/sig.go`). */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

export function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isUnknown(value: unknown): boolean {
  return unknowns.includes(value);
}

export function isSecret(value: unknown): boolean {
  return value === "[secret]" || (isMap(value) && value[signatureKey] === secretSignature);
}

/**
 * The value at a path such as `settings.tier`; nothing where it, or what it would be in, is not set.
 * @throws {Unreadable} where it, or what it is in, is secret or not known yet
 */
export function valueAt(values: Values, path: string): unknown {
  let value: unknown = values;
  for (const key of path.split(".")) {
    value = isMap(value) ? value[key] : undefined;
    if (isUnknown(value)) throw new Unreadable(`${path} is not known before an up`);
    if (isSecret(value)) throw new Unreadable(`${path} is secret`);
  }
  return value ?? undefined;
}

export function textAt(values: Values, path: string): string | undefined {
  const value = valueAt(values, path);
  return typeof value === "string" ? value : undefined;
}

/** Pulumi holds some whole numbers as text. */
export function numberAt(values: Values, path: string): number | undefined {
  const value = valueAt(values, path);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export function flagAt(values: Values, path: string): boolean | undefined {
  const value = valueAt(values, path);
  return typeof value === "boolean" ? value : undefined;
}

export function mapsAt(values: Values, path: string): Values[] {
  const value = valueAt(values, path);
  return Array.isArray(value) ? value.filter(isMap) : [];
}

/** As `textAt`, for what there is another way to find out. */
export function textIfReadable(values: Values, path: string): string | undefined {
  try {
    return textAt(values, path);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
