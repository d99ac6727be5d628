/** What is wrong with an event, in words that name the field. */
import type { z } from "zod";
import type { EventDeclaration } from "./declaration";

/** The data does not fit the declared type. Nothing was sent, or handled. */
export class InvalidEventData extends TypeError {
  constructor(
    /** The declared type. */
    readonly type: string,
    /** Each begins with the field, as in `data.bytes`. */
    readonly problems: readonly string[],
  ) {
    super(`${type}: ${problems.join("; ")}`);
    this.name = new.target.name;
  }
}

/** It is no event, or none that is awaited here: whoever sends it again is answered the same. */
export class UnusableEvent extends TypeError {
  constructor(
    readonly status: 400 | 404,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

type Path = readonly PropertyKey[];

/** What the schema has to say, with what was given. */
export function problemsOf({ issues }: z.ZodError, data: unknown): string[] {
  return issues.map(({ path, message }) => `${placeOf(path)} is ${shown(valueAt(data, path))}: ${message}`);
}

export function unknownField(path: Path, { type }: Pick<EventDeclaration, "type">): string {
  return `${placeOf(path)} is not declared for ${type}: leave it out, or declare it`;
}

const placeOf = (path: Path) =>
  path.reduce<string>(
    (place, key) => (typeof key === "number" ? `${place}[${key}]` : `${place}.${String(key)}`),
    "data",
  );

const valueAt = (data: unknown, path: Path) =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], data);

/** Short enough for a line of a log. */
function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = typeof value === "object" && value !== null ? JSON.stringify(value) : inspected(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

const inspected = (value: unknown) => (typeof value === "string" ? JSON.stringify(value) : String(value));
