import * as pulumi from "@pulumi/pulumi";
import { checksInto, type Mistake } from "./refuse";

/** Part of a child's arguments: objects are merged deep, lists and outputs are replaced whole. Data only, no functions. */
export type Overrides<T> =
  T extends pulumi.Input<infer U> ? (U extends object ? { [K in keyof U]?: Overrides<U[K]> } | T : T) : T;

/** Overrides for some of a component's children, by the child's key. */
export type Transforms<Children extends object> = { [K in keyof Children]?: Overrides<Children[K]> };

/** A child's arguments with a caller's overrides merged in. */
export function transformed<T extends object>(args: T, overrides: object | undefined): T {
  return overrides === undefined ? args : (merge(args, overrides) as T);
}

function merge(base: unknown, override: unknown): unknown {
  if (!isPlainObject(base) || !isPlainObject(override)) return override;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(override)) merged[key] = merge(merged[key], value);
  return merged;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || pulumi.Output.isInstance(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What a caller's `transform` may not touch, because others were told it or the account follows from it. */
export function fixedMistakes(path: string, changed: object | undefined, fixed: readonly string[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  for (const argument of fixed)
    check(
      !(argument in (changed ?? {})),
      `${path}.${argument}`,
      "is what others were told; change what it follows from",
    );
  return mistakes;
}

/** The account of what runs is never changed, in whatever template it is named. */
export function ownAccountMistakes(path: string, template: object | undefined, owner: string): Mistake[] {
  if (!("serviceAccount" in (template ?? {}))) return [];
  const reason = `is the ${owner}'s own and no other; say what it may do in can`;
  return [{ propertyPath: `${path}.serviceAccount`, reason }];
}
