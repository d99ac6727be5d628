/**
 * The keys a project declares in `config:` of its Pulumi.yaml, with the rules of Pulumi's own project schema
 * (`sdk/go/common/workspace/project.json`) and of its type check.
 */
import { z } from "zod";
import { isMap } from "./yaml-file";

const typeNames = ["string", "integer", "boolean", "array", "object"] as const;
export type ConfigTypeName = (typeof typeNames)[number];

export interface ConfigItems {
  type: ConfigTypeName;
  items?: ConfigItems | undefined;
}

/** A declared key: what it holds, and what it holds when no stack sets it. */
export interface ConfigDeclaration {
  /** With its namespace, as in `flotilla:owner`. */
  key: string;
  type?: ConfigTypeName | undefined;
  items?: ConfigItems | undefined;
  description?: string | undefined;
  secret?: boolean | undefined;
  default?: unknown;
  value?: unknown;
}

const items: z.ZodType<ConfigItems> = z.strictObject({
  type: z.enum(typeNames),
  items: z.lazy(() => items).optional(),
});

export const declarationSchema = z.strictObject({
  type: z.enum(typeNames).optional(),
  items: items.optional(),
  description: z.string().optional(),
  secret: z.boolean().optional(),
  default: z.unknown().optional(),
  value: z.unknown().optional(),
});

/** `owner` and `flotilla:config:owner` are `flotilla:owner` in the project `flotilla`; `undefined` when it is neither. */
export function fullKey(project: string, key: string): string | undefined {
  const parts = key.split(":");
  if (parts.length === 3 && parts[1] === "config") parts.splice(1, 1);
  if (parts.length === 1) parts.unshift(project);
  return parts.length === 2 && parts.every((part) => part !== "") ? parts.join(":") : undefined;
}

export function namespaceOf(key: string): string {
  return key.slice(0, key.indexOf(":"));
}

/** `key: value` is short for a default (the project's own keys) or for a value (keys of other namespaces). */
export function longhand(project: string, key: string, declared: unknown): unknown {
  if (isMap(declared)) return declared;
  const own = namespaceOf(fullKey(project, key) ?? ":") === project;
  return own ? { default: declared } : { value: declared };
}

/** What is wrong with a declaration that has the right shape. */
export function declarationMistakes(project: string, declared: ConfigDeclaration): string[] {
  const mistakes: string[] = [];
  const own = namespaceOf(declared.key) === project;
  if (declared.default !== undefined && declared.value !== undefined)
    mistakes.push("has both a default and a value: keep one");
  if (!own && (declared.type !== undefined || declared.default !== undefined))
    mistakes.push(`is not a key of this project, so it can have a value, and no ${declared.type ? "type" : "default"}`);
  if (own && declared.value !== undefined) mistakes.push("is a key of this project: write default in place of value");
  if (declared.type === "array" && !declared.items) mistakes.push("is an array without items: say what it holds");
  if (declared.type && declared.default !== undefined && !fits(declared, declared.default))
    mistakes.push(`has a default that is not ${typeText(declared)}`);
  return mistakes;
}

/** Whether a value is of the declared type; numbers and booleans may be written as text, as `pulumi config set` does. */
export function fits(
  type: { type?: ConfigTypeName | undefined; items?: ConfigItems | undefined },
  value: unknown,
): boolean {
  const { items } = type;
  switch (type.type) {
    case undefined:
      return true;
    case "string":
      return typeof value === "string";
    case "integer":
      return (
        Number.isInteger(value) || typeof value === "bigint" || (typeof value === "string" && /^[+-]?\d+$/.test(value))
      );
    case "boolean":
      return typeof value === "boolean" || value === "true" || value === "false";
    case "object":
      return isMap(structured(value));
    case "array": {
      const list = structured(value);
      return Array.isArray(list) && items !== undefined && list.every((item) => fits(items, item));
    }
  }
}

/** Lists and maps may be written as JSON too: that is the only way on a command line. */
function structured(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export function typeText(type: { type?: ConfigTypeName | undefined; items?: ConfigItems | undefined }): string {
  if (type.items) return `an array of ${type.items.type} values`;
  return type.type === "integer" || type.type === "array" || type.type === "object"
    ? `an ${type.type}`
    : `a ${type.type}`;
}
