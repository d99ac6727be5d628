/**
 * Who keeps whom from being deleted. A resource holds another when one of its inputs names it: by id, by self link, by a
 * further identifier of its type, or by bare name where the catalogue says that one may stand.
 */
import { isObject, type PropertyValue } from "../values";
import { resourceType } from "./catalogue";
import { child } from "./paths";
import type { Index, World, WorldRecord } from "./world";

/** The resources that hold `target`. */
export function holders(world: World, target: WorldRecord): WorldRecord[] {
  const known = identifiersOf(target).map((identifier) => target.outputs[identifier]);
  const texts = [target.id, target.inputs.name, ...known].filter((text) => typeof text === "string");
  return [...new Set(texts.flatMap((text) => world.find(namedTexts, text)))].filter((record) => {
    const bareNameAt = resourceType(record.type)?.holds?.[target.type];
    return bareNameAt !== undefined && names(record, target, bareNameAt);
  });
}

/** All that may be the name of something held. */
const namedTexts: Index = ({ type, inputs }) =>
  resourceType(type)?.holds ? strings(inputs).flatMap(({ text }) => [text, withoutHost(text)]) : [];

function names(holder: WorldRecord, target: WorldRecord, bareNameAt: readonly string[]): boolean {
  return strings(holder.inputs).some(
    ({ path, text }) =>
      isReferenceTo(target, text) ||
      (bareNameAt.includes(path.replace(/\[\d+\]/g, "[]")) && isNameOf(target, text, holder)),
  );
}

/** Whether a text is the id, the self link or a further identifier of a resource. */
export function isReferenceTo(target: WorldRecord, text: string): boolean {
  if (withoutHost(text) === target.id) return true;
  return identifiersOf(target).some((identifier) => target.outputs[identifier] === text);
}

function identifiersOf({ type }: WorldRecord): readonly string[] {
  return resourceType(type)?.identifiers ?? [];
}

/** A bare name means a resource of the same project, and of the same region where it has one. */
function isNameOf(target: WorldRecord, text: string, holder: WorldRecord): boolean {
  const region = target.inputs.region;
  return (
    target.inputs.name === text &&
    target.inputs.project === holder.inputs.project &&
    (region === undefined || region === (holder.inputs.region ?? holder.inputs.location))
  );
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
