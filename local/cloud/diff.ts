/**
 * What changes from the state to new inputs, per property path, as the upstream provider's plan would tell: the new inputs
 * are held against what the cloud has, a value left to the cloud is no difference, and neither is a zero value left out.
 */
import type { Diff, DiffKind } from "../provider";
import { isObject, type PropertyMap, type PropertyValue, revealMap, Unknown } from "../values";
import { behaviourOf, type PlannedChange } from "./behaviour";
import { elementOf, isBookkeeping, type Property, type ResourceType, type Shape, shapeOf } from "./catalogue";
import { child, isWithin, topOf } from "./paths";

/** `news` are the inputs as the cloud would receive them, `defaults` the names of those that were filled in. */
export function diffResource(
  type: ResourceType,
  old: { inputs: PropertyMap; outputs: PropertyMap },
  news: PropertyMap,
  { defaults, ignoreChanges }: { defaults: PropertyValue | undefined; ignoreChanges: readonly string[] },
): Diff {
  const detailed: Record<string, DiffKind> = {};
  const baseline = baselineOf(type, old);
  const { inputs, replaces: paths = [] } = planned(type, old, news);
  compareObject(type, type.inputs, baseline, inputs, "", false, (path, kind) => {
    if (isWithin(path, ignoreChanges)) return;
    const isReplaced = paths.some((replaced) => isWithin(path, [replaced]) || isWithin(replaced, [path]));
    detailed[path] = isReplaced && !kind.endsWith("-replace") ? (`${kind}-replace` as DiffKind) : kind;
  });
  const replaces = new Set(
    Object.entries(detailed)
      .filter(([, kind]) => kind.endsWith("-replace"))
      .map(([path]) => topOf(path)),
  );
  return {
    detailed,
    replaces: [...replaces].sort(),
    deleteBeforeReplace: replaces.size > 0 && (type.deleteBeforeReplace === true || hasFixedName(type, defaults)),
  };
}

/** What the provider's own plan makes of the change. */
export function planned(
  type: ResourceType,
  old: { inputs: PropertyMap; outputs: PropertyMap },
  news: PropertyMap,
): PlannedChange & { inputs: PropertyMap } {
  const wanted = revealMap(news);
  return { inputs: wanted, ...behaviourOf(type.token).plan?.(baselineOf(type, old), wanted) };
}

/** What the cloud has, as far as it can be put in. */
function baselineOf({ inputs }: ResourceType, old: { inputs: PropertyMap; outputs: PropertyMap }): PropertyMap {
  const entries = Object.keys(inputs).map((key) => [
    key,
    Object.hasOwn(old.outputs, key) ? old.outputs[key] : old.inputs[key],
  ]);
  return revealMap(withoutUndefined(Object.fromEntries(entries)));
}

/** A name that the program chose cannot be held twice: the bridge then deletes first (nameRequiresDeleteBeforeReplace). */
function hasFixedName({ autoname, inputs }: ResourceType, defaults: PropertyValue | undefined): boolean {
  const automatic = Object.keys(inputs).filter((name) => name === autoname?.property || inputs[name]?.named);
  return Array.isArray(defaults) && automatic.some((name) => !defaults.includes(name));
}

type Report = (path: string, kind: DiffKind) => void;

function compareObject(
  type: ResourceType,
  shape: Shape,
  old: PropertyMap,
  news: PropertyMap,
  path: string,
  replaces: boolean,
  report: Report,
): void {
  for (const [key, property] of Object.entries(shape))
    compare(type, property, old[key], news[key], child(path, key), replaces, report);
}

function compare(
  type: ResourceType,
  property: Property,
  old: PropertyValue | undefined,
  given: PropertyValue | undefined,
  path: string,
  inherited: boolean,
  report: Report,
): void {
  if (property.keeps && !isZero(old)) return;
  const replaces = inherited || property.replaces === true;
  if (isZero(given) && property.computed && given !== false && given !== 0) return;
  const news = given ?? property.default;
  if (isZero(old) && isZero(news)) return;
  const kind = isZero(old) ? "add" : isZero(news) && given === undefined ? "delete" : "update";
  const shape = shapeOf(type, property);
  const element = property.type === "list" || property.type === "map" ? elementOf(property) : undefined;
  if (kind === "update" && shape && isObject(old) && isObject(news))
    compareObject(type, shape, old, news, path, replaces, report);
  else if (element && kind === "update" && Array.isArray(old) && Array.isArray(news))
    for (let index = 0; index < Math.max(old.length, news.length); index++)
      compareElement(type, element, old[index], news[index], child(path, index), replaces, report);
  else if (element && kind === "update" && isObject(old) && isObject(news))
    for (const key of new Set([...Object.keys(old), ...Object.keys(news)]))
      compareElement(type, element, old[key], news[key], child(path, key), replaces, report);
  else if (!isEqual(old, news)) report(path, replaces ? `${kind}-replace` : kind);
}

/** An element of a list or map is there or not, whatever its value. */
function compareElement(
  type: ResourceType,
  element: Property,
  old: PropertyValue | undefined,
  news: PropertyValue | undefined,
  path: string,
  replaces: boolean,
  report: Report,
): void {
  if (old !== undefined && news !== undefined && element.type !== "object") {
    if (!isEqual(old, news)) report(path, replaces ? "update-replace" : "update");
  } else if (old !== undefined && news !== undefined) compare(type, element, old, news, path, replaces, report);
  else if (news !== undefined) report(path, replaces ? "add-replace" : "add");
  else report(path, replaces ? "delete-replace" : "delete");
}

/** The upstream SDK cannot tell a zero value from one left out. */
function isZero(value: PropertyValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).every(isBookkeeping);
}

/** Deep equality; an unknown equals nothing. */
export function isEqual(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  if (a instanceof Unknown || b instanceof Unknown) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (isObject(a) && isObject(b)) {
    const [left, right] = [a, b].map((map) => Object.keys(map).filter((key) => !isBookkeeping(key)));
    return left?.length === right?.length && (left ?? []).every((key) => isEqual(a[key], b[key]));
  }
  return a === b;
}

function withoutUndefined(map: Record<string, PropertyValue | undefined>): PropertyMap {
  return Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, PropertyValue] => entry[1] !== undefined),
  );
}
