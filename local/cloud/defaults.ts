/**
 * Fills in what a program leaves out, as the Terraform bridge does: the schema's defaults at every depth and the automatic
 * names, each object recording under `__defaults` which of its properties were filled (pkg/tfbridge/schema.go,
 * applyDefaults). What was filled before is kept. The other two providers are built on a framework whose bridge records
 * nothing, and so is a type of gcp here and there.
 */
import type { CheckFailure } from "../provider";
import { isObject, type PropertyMap, type PropertyValue } from "../values";
import { autoname } from "./autoname";
import {
  elementOf,
  isBookkeeping,
  isOfFramework,
  type Property,
  type ResourceType,
  type Shape,
  shapeOf,
} from "./catalogue";

export interface Naming {
  logicalName: string;
  seed: Uint8Array;
}

export function fillDefaults(
  type: ResourceType,
  olds: PropertyMap | undefined,
  news: PropertyMap,
  naming: Naming,
): { inputs: PropertyMap; failures: CheckFailure[] } {
  if (isOfFramework(type)) return { inputs: withoutNulls(news), failures: [] };
  const inputs = fillObject(type, type.inputs, olds, news);
  const failures: CheckFailure[] = [];
  const fill = (property: string, make: () => { name: string } | { mistake: string }) => {
    if (inputs[property] !== undefined) return;
    const kept = wasDefault(olds, property) ? olds?.[property] : undefined;
    const made = kept === undefined ? make() : { name: kept };
    if ("mistake" in made) failures.push({ property, reason: made.mistake });
    else {
      inputs[property] = made.name;
      inputs.__defaults = [...(inputs.__defaults as string[]), property].sort();
    }
  };
  const automatic = type.autoname;
  if (automatic) fill(automatic.property, () => autoname(automatic, naming.logicalName, naming.seed));
  for (const [property, { named }] of Object.entries(type.inputs))
    if (named) fill(property, () => ({ name: naming.logicalName }));
  return { inputs, failures };
}

function fillObject(type: ResourceType, shape: Shape, olds: PropertyMap | undefined, news: PropertyMap): PropertyMap {
  const filled: PropertyMap = {};
  const defaults: string[] = [];
  for (const [key, value] of Object.entries(withoutNulls(news))) {
    const property = shape[key];
    if (property && !isBookkeeping(key)) filled[key] = fillValue(type, property, olds?.[key], value);
  }
  for (const [key, property] of Object.entries(shape)) {
    // The bridge leaves falsy defaults to the provider (pulumi-terraform-bridge#2618).
    if (filled[key] !== undefined || !property.default) continue;
    const old = wasDefault(olds, key) ? olds?.[key] : undefined;
    filled[key] = old ?? property.default;
    defaults.push(key);
  }
  filled.__defaults = defaults.sort();
  return filled;
}

function fillValue(
  type: ResourceType,
  property: Property,
  old: PropertyValue | undefined,
  value: PropertyValue,
): PropertyValue {
  const shape = shapeOf(type, property);
  if (shape && isObject(value)) return fillObject(type, shape, isObject(old) ? old : undefined, value);
  if (property.type === "list" && Array.isArray(value)) {
    const olds = Array.isArray(old) ? old : [];
    return value.map((item, index) => fillValue(type, elementOf(property), olds[index], item));
  }
  return value;
}

/** Without a record of what was filled, the bridge takes every old value for a default. */
function wasDefault(olds: PropertyMap | undefined, key: string): boolean {
  const recorded = olds?.__defaults;
  return !Array.isArray(recorded) || recorded.includes(key);
}

function withoutNulls(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null && value !== undefined));
}
