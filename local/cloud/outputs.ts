/** The outputs of a resource: its inputs, what the catalogue's templates and its behaviour tell, and its labels. */
import { isObject, type PropertyMap, type PropertyValue, Secret, Unknown } from "../values";
import { behaviourOf, type Subject } from "./behaviour";
import {
  elementOf,
  isOfFramework,
  type Property,
  type ResourceType,
  type Shape,
  shapeOf,
  withoutBookkeeping,
} from "./catalogue";
import { hasLabels, labelsOf } from "./labels";
import { projectNumber } from "./projects/number";
import type { ProviderConfig } from "./provider-config";
import { fill, type Life, madeUp, type ProjectNumbers } from "./template";
import type { World } from "./world";

/** The inputs as the cloud receives them: with what the provider's arguments stand in for. */
export function effectiveInputs(type: ResourceType, config: ProviderConfig, inputs: PropertyMap): PropertyMap {
  const own = withoutBookkeeping(inputs);
  const fallback: Record<string, PropertyValue | undefined> = {
    project: config.project,
    region: config.region,
    location: config.region,
    deletionPolicy: config.deletionPolicy ?? type.inputs.deletionPolicy?.chosen ?? "DELETE",
  };
  const added = Object.entries(fallback).filter(
    ([key, value]) => value !== undefined && own[key] === undefined && type.inputs[key]?.computed,
  );
  return { ...(Object.fromEntries(added) as PropertyMap), ...own };
}

/** The id of a resource with these inputs, in the provider's form. One that the cloud makes up it makes of these two. */
export function idOf(
  type: ResourceType,
  config: ProviderConfig,
  world: World,
  inputs: PropertyMap,
  { urn, nth }: { urn: string; nth: number },
): string {
  const seed = `${urn} ${nth}`;
  const properties = {
    ...inputs,
    ...told(type, notYetMade(inputs)),
    ...madeUp(type.token, seed, inputs, unborn),
    nth: String(nth),
  };
  const id = fill(type.id as string, properties, projectNumbers(config, world, inputs));
  if (typeof id !== "string") throw new Error(`${type.token}: an id cannot be made from ${type.id}`);
  const title = (inputs.condition as PropertyMap | undefined)?.title;
  return typeof title === "string" ? `${id}/${title}` : id;
}

/** The outputs of a resource that exists. `old` are those before an update. */
export function outputsOf(
  type: ResourceType,
  config: ProviderConfig,
  world: World,
  resource: {
    urn: string;
    id: string;
    inputs: PropertyMap;
    life: Life;
    revisions: Readonly<Record<string, string>>;
    old?: PropertyMap;
  },
): PropertyMap {
  const { urn, id, inputs, life, revisions, old } = resource;
  const number = projectNumbers(config, world, inputs);
  const chance = (count: number) =>
    world.timeAndChance.randomBytes(count, [urn, life.serial, JSON.stringify(inputs)].join(" "));
  const made = madeUp(type.token, id, inputs, life);
  const templates = Object.entries(type.outputs).map(([name, template]) => [
    name,
    template === null ? undefined : fill(template, { ...inputs, ...made }, number),
  ]);
  return {
    id,
    ...present(Object.fromEntries(templates)),
    ...present(laterDefaults(type)),
    ...told(type, { id, inputs, generation: life.generation, revisions, projectNumber: number, randomBytes: chance }),
    ...chosenBefore(type, old ?? {}),
    ...inputs,
    ...labelOutputs(type, config, inputs, old),
  };
}

/** What a preview can tell of a resource that is yet to be made: everything that is not the cloud's to say. */
export function previewOutputs(type: ResourceType, config: ProviderConfig, inputs: PropertyMap): PropertyMap {
  const computed = Object.keys(type.inputs).filter((key) => type.inputs[key]?.computed);
  const cloudTells = ["id", ...Object.keys(type.outputs), ...computed];
  const unknown = Object.fromEntries(cloudTells.map((key) => [key, Unknown.value]));
  const known = (type.known ?? []).map((key) => [key, told(type, notYetMade(inputs))[key] ?? Unknown.value]);
  return {
    ...unknown,
    ...(Object.fromEntries(known) as PropertyMap),
    ...present(laterDefaults(type)),
    ...inputs,
    ...labelOutputs(type, config, inputs, undefined),
  };
}

/** What a preview can tell after an update: what the cloud had said stays, as in the upstream provider's plan. */
export function previewUpdate(
  type: ResourceType,
  config: ProviderConfig,
  old: PropertyMap,
  inputs: PropertyMap,
): PropertyMap {
  const told = Object.entries(old).filter(([key]) => type.inputs[key] === undefined);
  return {
    ...Object.fromEntries(told),
    ...present(laterDefaults(type)),
    ...chosenBefore(type, old),
    ...inputs,
    ...labelOutputs(type, config, inputs, old),
  };
}

/** The outputs as an answer: those marked secret that always are, at every depth. */
export function withSecrets(type: ResourceType, outputs: PropertyMap): PropertyMap {
  const { secretOutputs = [], inputs } = type;
  const sealed = (value: PropertyValue, property: Property | undefined): PropertyValue => {
    if (property?.secret) return new Secret(value);
    const shape = property && shapeOf(type, property);
    if (shape && isObject(value)) return sealedMap(value, shape);
    if (property?.type === "map" && isObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sealed(item, elementOf(property))]));
    return property?.type === "list" && Array.isArray(value)
      ? value.map((item) => sealed(item, elementOf(property)))
      : value;
  };
  const sealedMap = (map: PropertyMap, shape: Shape): PropertyMap =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, sealed(value, shape[name])]));
  return Object.fromEntries(
    Object.entries(sealedMap(outputs, inputs)).map(([name, value]) => [
      name,
      secretOutputs.includes(name) && !(value instanceof Secret) ? new Secret(value) : value,
    ]),
  );
}

/** Inputs left to the cloud stay what they were. */
function chosenBefore(type: ResourceType, old: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(old).filter(([key]) => type.inputs[key]?.computed));
}

function labelOutputs(
  type: ResourceType,
  config: ProviderConfig,
  inputs: PropertyMap,
  old: PropertyMap | undefined,
): PropertyMap {
  if (!hasLabels(type)) return {};
  const labels = labelsOf(type, config, inputs, old);
  return { pulumiLabels: labels, effectiveLabels: labels };
}

const unborn: Life = { serial: 1, created: "", updated: "", generation: 1 };

/** Its chance is not known yet, and no id hangs on it. */
function notYetMade(inputs: PropertyMap): Subject {
  const randomBytes = (count: number) => Buffer.alloc(count);
  return { id: "", inputs, generation: 1, revisions: {}, projectNumber: () => "", randomBytes };
}

function told(type: ResourceType, subject: Subject): PropertyMap {
  return present(behaviourOf(type.token).outputs?.(subject) ?? {});
}

function projectNumbers(config: ProviderConfig, world: World, inputs: PropertyMap): ProjectNumbers {
  return (project = String(inputs.project ?? config.project)) => projectNumber(world, project, inputs);
}

/** Defaults that are not filled in among the inputs: of gcp the falsy ones, of the other providers all. */
function laterDefaults(type: ResourceType): Record<string, PropertyValue | undefined> {
  return Object.fromEntries(
    Object.entries(type.inputs)
      .filter(([, property]) => property.default !== undefined && (isOfFramework(type) || !property.default))
      .map(([key, property]) => [key, property.default]),
  );
}

function present(map: Record<string, PropertyValue | undefined>): PropertyMap {
  return Object.fromEntries(
    Object.entries(map).filter((entry): entry is [string, PropertyValue] => entry[1] !== undefined),
  );
}

/** Where a resource is to be, as far as neither its inputs nor the provider's arguments say so. */
export function missingPlace(type: ResourceType, inputs: PropertyMap): string[] {
  const placeholders = [...(type.id ?? "").matchAll(/\{(project|region|location)\}/g)].map(
    (match) => match[1] as string,
  );
  return placeholders.filter((key) => inputs[key] === undefined);
}
