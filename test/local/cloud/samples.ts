/** Inputs made from the catalogue alone: the least that a type takes, and the same with a value at a path. */
import {
  elementOf,
  type Property,
  type Relation,
  type ResourceType,
  type Shape,
  shapeOf,
} from "../../../local/cloud/catalogue";
import { formats } from "../../../local/cloud/formats";
import type { PropertyMap, PropertyValue } from "../../../local/values";

/** Where a property is, and what it is. */
export interface Place {
  /** As a failure names it, lists by their first element: `template.containers[0].image`. */
  path: string;
  property: Property;
}

/** Every property of a type's inputs; of a list of objects those of the first. */
export function places(type: ResourceType): Place[] {
  const inside = (shape: Shape, prefix: string): Place[] =>
    Object.entries(shape).flatMap(([name, property]) => {
      const path = `${prefix}${name}`;
      const element = property.type === "list" ? elementOf(property) : undefined;
      const own = element ? { path: `${path}[0]`, property: element } : { path, property };
      const nested = shapeOf(type, own.property);
      return [{ path, property }, ...(element ? [own] : []), ...(nested ? inside(nested, `${own.path}.`) : [])];
    });
  return inside(type.inputs, "");
}

/** The least that the type takes. */
export function leastInputs(type: ResourceType): PropertyMap {
  return withRelations(type, leastObject(type, type.inputs));
}

/** The least, with this value at this path. */
export function inputsWith(type: ResourceType, path: string, value: PropertyValue | undefined): PropertyMap {
  const inputs = leastInputs(type);
  const steps = path.split(/\.|(?=\[)/);
  let shape: Shape = type.inputs;
  let property: Property | undefined;
  let target: PropertyMap | PropertyValue[] = inputs;
  steps.forEach((step, index) => {
    const key = step.startsWith("[") ? 0 : step;
    property = key === 0 ? elementOf(property as Property) : (shape[key] as Property);
    const holder = target as PropertyMap; // a list is held by its indexes
    if (index === steps.length - 1) {
      if (value === undefined) delete holder[key];
      else holder[key] = value;
      return;
    }
    holder[key] ??= property.type === "list" ? [] : leastValue(type, property);
    target = holder[key] as PropertyMap | PropertyValue[];
    shape = shapeOf(type, property) ?? shape;
  });
  return inputs;
}

function leastObject(type: ResourceType, shape: Shape): PropertyMap {
  return Object.fromEntries(
    Object.entries(shape)
      .filter(([, property]) => property.required)
      .map(([name, property]) => [name, leastValue(type, property)]),
  );
}

/** The least value that a property takes. */
export function leastValue(type: ResourceType, property: Property): PropertyValue {
  const shape = shapeOf(type, property);
  if (shape) return leastObject(type, shape);
  if (property.type === "list") return [leastValue(type, elementOf(property))];
  if (property.type === "map") return {};
  if (property.type === "boolean") return true;
  if (property.type === "integer" || property.type === "number") return Math.max(property.least ?? 1, 1);
  return property.enum?.[0] ?? fittingText(property);
}

const texts = [
  "ABC_DEF",
  "abcdef",
  "a.example.dev.",
  "run.googleapis.com",
  "10.0.0.0/24",
  "projects/example/global/networks/main",
  "projects/example/serviceAccounts/web-site@example.iam.gserviceaccount.com",
  "86400s",
  "[]",
  "YWRh",
  "user:ada@example.dev",
  "2026-12-30T01:02:03Z",
];

function fittingText({ pattern, format, shortest = 0, longest = 1024 }: Property): string {
  const fits = (text: string) =>
    (!pattern || new RegExp(pattern).test(text)) &&
    (!format || formats[format].fits(text)) &&
    text.length >= shortest &&
    text.length <= longest;
  const text = texts.find(fits);
  if (text === undefined) throw new Error(`no sample for ${pattern ?? format}: add one`);
  return text;
}

/** One of those of which one must be set, where none is yet. */
function withRelations(type: ResourceType, inputs: PropertyMap): PropertyMap {
  for (const relation of type.relations ?? [])
    if (relation.kind === "exactlyOneOf" || relation.kind === "atLeastOneOf") setFirst(type, relation, inputs);
  return inputs;
}

function setFirst(type: ResourceType, relation: Relation, inputs: PropertyMap): void {
  let shape: Shape = type.inputs;
  let holder: PropertyMap | undefined = inputs;
  for (const step of relation.in?.split(".") ?? []) {
    holder = holder?.[step] as PropertyMap | undefined;
    shape = shapeOf(type, shape[step] as Property) ?? {};
  }
  if (!holder || relation.of.some((path) => holder[path.split(".")[0] as string] !== undefined)) return;
  const first = relation.of.find((path) => !path.includes(".")) as string;
  holder[first] = leastValue(type, shape[first] as Property);
}
