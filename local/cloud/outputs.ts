/** The outputs of a resource: its inputs, what the catalogue's templates and its behaviour tell, and its labels. */
import { type PropertyMap, type PropertyValue, Secret, Unknown } from "../values";
import { behaviourOf, type Subject } from "./behaviour";
import { type ResourceType, withoutBookkeeping } from "./catalogue";
import { hasLabels, labelsOf } from "./labels";
import { projectNumber } from "./projects/number";
import type { ProviderConfig } from "./provider-config";
import { fill, type Life, madeUp } from "./template";
import type { World } from "./world";

/** The inputs as the cloud receives them: with what the provider's arguments stand in for. */
export function effectiveInputs(type: ResourceType, config: ProviderConfig, inputs: PropertyMap): PropertyMap {
  const own = withoutBookkeeping(inputs);
  const fallback: Record<string, PropertyValue | undefined> = {
    project: config.project,
    region: config.region,
    location: config.region,
    deletionPolicy: config.deletionPolicy ?? "DELETE",
  };
  const added = Object.entries(fallback).filter(
    ([key, value]) => value !== undefined && own[key] === undefined && type.inputs[key]?.computed,
  );
  return { ...(Object.fromEntries(added) as PropertyMap), ...own };
}

/** The id of a resource with these inputs, in the provider's form. */
export function idOf(type: ResourceType, inputs: PropertyMap, life: Life): string {
  const properties = { ...inputs, ...told(type, notYetMade(inputs)), ...madeUp(type.token, "", inputs, life) };
  const id = fill(type.id as string, properties);
  if (typeof id !== "string") throw new Error(`${type.token}: an id cannot be made from ${type.id}`);
  const title = (inputs.condition as PropertyMap | undefined)?.title;
  return typeof title === "string" ? `${id}/${title}` : id;
}

/** The outputs of a resource that exists. `old` are those before an update. */
export function outputsOf(
  type: ResourceType,
  config: ProviderConfig,
  world: World,
  resource: { id: string; inputs: PropertyMap; life: Life; old?: PropertyMap },
): PropertyMap {
  const { id, inputs, life, old } = resource;
  const number = () => projectNumber(world, String(inputs.project ?? config.project), inputs);
  const made = madeUp(type.token, id, inputs, life);
  const templates = Object.entries(type.outputs).map(([name, template]) => [
    name,
    template === null ? undefined : typed(template, made, inputs),
  ]);
  return {
    id,
    ...present(Object.fromEntries(templates)),
    ...present(zeroDefaults(type)),
    ...told(type, { id, inputs, generation: life.generation, projectNumber: number }),
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
    ...present(zeroDefaults(type)),
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
    ...present(zeroDefaults(type)),
    ...chosenBefore(type, old),
    ...inputs,
    ...labelOutputs(type, config, inputs, old),
  };
}

/** The outputs as an answer: those marked secret that always are. */
export function withSecrets({ secretOutputs = [] }: ResourceType, outputs: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [name, secretOutputs.includes(name) ? new Secret(value) : value]),
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

function notYetMade(inputs: PropertyMap): Subject {
  return { id: "", inputs, generation: 1, projectNumber: () => "" };
}

function told(type: ResourceType, subject: Subject): PropertyMap {
  return present(behaviourOf(type.token).outputs?.(subject) ?? {});
}

function typed(template: string, made: PropertyMap, inputs: PropertyMap) {
  return template === "{integer}" ? made.integer : fill(template, { ...inputs, ...made });
}

/** Falsy defaults, which the bridge leaves out of the inputs. */
function zeroDefaults(type: ResourceType): Record<string, PropertyValue | undefined> {
  return Object.fromEntries(
    Object.entries(type.inputs)
      .filter(([, property]) => property.default !== undefined && !property.default)
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
