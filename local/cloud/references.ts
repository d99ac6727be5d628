/**
 * Who keeps whom from being deleted. A resource holds another when one of its inputs names it: wherever a path stands, its
 * id or its self link; a bare name, or another identifier of its type, only where the catalogue says that one may stand.
 */
import { isObject, type PropertyValue } from "../values";
import { resourceType } from "./catalogue";
import { regionsOf } from "./cloudrunv2/regions";
import { child } from "./paths";
import type { Index, World, WorldRecord } from "./world";

/** The resources that hold `target`. */
export function holders(world: World, target: WorldRecord): WorldRecord[] {
  const known = namesOf(target);
  return [...new Set(known.flatMap((text) => world.find(namedTexts, text)))].filter((holder) => {
    const barePlaces = resourceType(holder.type)?.holds?.[target.type];
    return barePlaces !== undefined && holds(holder, target, known, barePlaces);
  });
}

/** The holders that no program has declared: made by hand, or abandoned. */
export function undeclaredHolders(world: World, target: WorldRecord): WorldRecord[] {
  return holders(world, target).filter(({ urn }) => urn === undefined);
}

/** All that may be the name of something held. */
const namedTexts: Index = ({ type, inputs }) =>
  resourceType(type)?.holds ? strings(inputs).map(({ text }) => withoutHost(text)) : [];

function namesOf({ type, id, inputs, outputs }: WorldRecord): string[] {
  const further = (resourceType(type)?.identifiers ?? []).map((identifier) => outputs[identifier]);
  return [id, inputs.name, ...further].filter((text) => typeof text === "string");
}

function holds(
  holder: WorldRecord,
  target: WorldRecord,
  known: readonly string[],
  barePlaces: readonly string[],
): boolean {
  return strings(holder.inputs).some(({ path, text }) => {
    const name = withoutHost(text);
    if (!known.includes(name)) return false;
    return name.includes("/") || (barePlaces.includes(path.replace(/\[\d+\]/g, "[]")) && isNear(target, holder));
  });
}

/** A bare name means a resource of the same project, and of the same region, or one of several, where it has one. */
function isNear({ inputs: target }: WorldRecord, { inputs: holder }: WorldRecord): boolean {
  const places = holder.region === undefined ? regionsOf(holder) : [holder.region];
  const sameProject = (holder.project ?? target.project) === target.project;
  return sameProject && (target.region === undefined || places.some((place) => place === target.region));
}

/** `https://www.googleapis.com/compute/v1/projects/…` and `//certificatemanager.googleapis.com/projects/…` → `projects/…` */
export function withoutHost(text: string): string {
  return text.replace(/^(https:)?\/\/[a-z.-]*googleapis\.com\/(compute\/(v1|beta)\/)?/, "");
}

/** Every string inside a value, with its path. */
export function strings(value: PropertyValue | undefined, path = ""): { path: string; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => strings(item, child(path, index)));
  if (isObject(value)) return Object.entries(value).flatMap(([key, item]) => strings(item, child(path, key)));
  return [];
}
