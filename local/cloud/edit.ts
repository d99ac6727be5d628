/**
 * The world as a document that a person edits, as they would change things in the clouds' consoles, behind the back of
 * every program. No rule judges it: what the clouds would not let a person do is sometimes just what is to be tried.
 */
import { z } from "zod";
import { nearestName } from "../nearest-name";
import { isObject, type PropertyMap, type PropertyValue, Secret } from "../values";
import { behaviourOf } from "./behaviour";
import { isBookkeeping, type ResourceType, resourceType, resourceTypes } from "./catalogue";
import { isEqual } from "./diff";
import { EditMistake } from "./errors";
import { hasLabels } from "./labels";
import { marked } from "./sealing";
import { validate } from "./validate";
import type { World, WorldRecord } from "./world";

/** A resource as it is edited: what the cloud keeps for itself left out, inputs and outputs as one. */
export interface EditedResource {
  type: string;
  /** May be left out of what is added. */
  id?: string;
  urn?: string;
  softDeleted?: boolean;
  deleted?: string;
  contents?: number;
  properties: PropertyMap;
}

/** Secrets in it are numbered words, which stand for them wherever they are written. */
export interface WorldDocument {
  /** How far this world's clock is ahead of the real one: more of it lets time pass. */
  secondsAhead: number;
  resources: EditedResource[];
}

/** What an edit came to. */
export interface HandMadeChange {
  kind: "made" | "changed" | "deleted";
  type: string;
  id: string;
  /** Names of what differs. */
  fields: string[];
}

/** Makes what is added, as the provider would without its rules; answers with its id. */
export type MakeByHand = (type: string, properties: PropertyMap) => Promise<string>;

/** Those of that id, of that type, or whose id ends in it; all of them without a text. */
export function documentOf(world: World, text: string | undefined): WorldDocument {
  const all = Object.values(world.memory().resources);
  const meant = all.filter(
    ({ id, type }) => text === undefined || id === text || type === text || id.endsWith(`/${text}`),
  );
  if (text !== undefined && meant.length === 0) {
    const hint = nearestName(
      text,
      all.flatMap(({ id }) => [id, id.split("/").at(-1) as string]),
    );
    throw new EditMistake(
      `the local cloud has nothing of the id ${JSON.stringify(text)}${hint ? `; did you mean ${JSON.stringify(hint)}?` : ""}`,
    );
  }
  return { secondsAhead: world.ahead, resources: shown(meant).resources };
}

/** Makes the world what the document says, where it differs from the one that was given out. */
export async function applyDocument(
  world: World,
  document: WorldDocument,
  json: unknown,
  make: MakeByHand,
): Promise<HandMadeChange[]> {
  const { resources } = world.memory();
  const { secrets } = shown(document.resources.map((resource) => resources[keyOf(resource)] as WorldRecord));
  const given = withSecretsBack(document, secrets);
  const edited = withSecretsBack(parse(json), secrets);
  const known = new Map(given.resources.map((resource) => [keyOf(resource), resource]));
  const kept = new Set(edited.resources.map(keyOf));
  const added = edited.resources.filter((resource) => !known.has(keyOf(resource)));
  const changed = edited.resources.filter((resource) => isChanged(known.get(keyOf(resource)), resource));
  refuseMistakes(world, edited.resources, added, changed);

  const changes: HandMadeChange[] = [];
  for (const resource of given.resources.filter((one) => !kept.has(keyOf(one)))) changes.push(remove(world, resource));
  for (const resource of changed) changes.push(change(world, known.get(keyOf(resource)) as EditedResource, resource));
  for (const { type, properties } of added)
    changes.push({ kind: "made", type, id: await make(type, properties), fields: [] });
  if (edited.secondsAhead !== given.secondsAhead) world.pass(edited.secondsAhead - given.secondsAhead);
  await world.save();
  return changes;
}

/** The word → the secret that it stands for. */
type Words = ReadonlyMap<string, PropertyValue>;

/** The secrets in the order in which they stand there: of the same records, the words are the same. */
function shown(records: readonly WorldRecord[]): { resources: EditedResource[]; secrets: Words } {
  const secrets = new Map<string, PropertyValue>();
  const veiled = (value: PropertyValue): PropertyValue => {
    if (value instanceof Secret) {
      const word = `[secret ${secrets.size + 1}]`;
      secrets.set(word, value.value);
      return word;
    }
    if (Array.isArray(value)) return value.map(veiled);
    return isObject(value) ? veiledMap(value) : value;
  };
  const veiledMap = (map: PropertyMap): PropertyMap =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, veiled(value)]));
  const resources = records.map(({ type, id, urn, softDeleted, deleted, contents, outputs }) => ({
    type,
    id,
    ...(urn !== undefined && { urn }),
    ...(softDeleted && { softDeleted }),
    ...(deleted !== undefined && { deleted }),
    ...(contents !== undefined && { contents }),
    properties: veiledMap(marked(type, outputs)),
  }));
  return { resources, secrets };
}

function withSecretsBack({ secondsAhead, resources }: WorldDocument, secrets: Words): WorldDocument {
  const unknown = new Set<string>();
  const back = (value: PropertyValue): PropertyValue => {
    if (typeof value === "string" && /^\[secret \d+\]$/.test(value)) {
      const secret = secrets.get(value);
      if (secret === undefined) unknown.add(value);
      return secret ?? value;
    }
    if (Array.isArray(value)) return value.map(back);
    return isObject(value) ? backMap(value) : value;
  };
  const backMap = (map: PropertyMap): PropertyMap =>
    Object.fromEntries(Object.entries(map).map(([key, value]) => [key, back(value)]));
  const whole = resources.map((resource) => ({ ...resource, properties: backMap(resource.properties) }));
  if (unknown.size > 0)
    throw new EditMistake(
      `${[...unknown].join(", ")}: no secret of what was opened; write its value in place of the word`,
    );
  return { secondsAhead, resources: whole };
}

const shape = z.strictObject({
  secondsAhead: z.number(),
  resources: z.array(
    z.strictObject({
      type: z.string(),
      id: z.string().optional(),
      urn: z.string().optional(),
      softDeleted: z.boolean().optional(),
      deleted: z.iso.datetime().optional(),
      contents: z.int().nonnegative().optional(),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
});

function parse(json: unknown): WorldDocument {
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data as WorldDocument;
  throw new EditMistake(
    parsed.error.issues
      .slice(0, 5)
      .map(({ path, message }) => `${path.join(".") || "the document"}: ${message}`)
      .join("; "),
  );
}

/** All mistakes together, before anything is changed. */
function refuseMistakes(
  world: World,
  all: readonly EditedResource[],
  added: readonly EditedResource[],
  changed: readonly EditedResource[],
): void {
  const keys = all.filter(({ id }) => id !== undefined).map(keyOf);
  const twice = keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `${key} is there twice`);
  const taken = added
    .filter(({ type, id }) => id !== undefined && world.get(type, id))
    .map((resource) => `${keyOf(resource)} exists, and was not among what was opened`);
  const invalid = [...added, ...changed].flatMap((resource) =>
    mistakesIn(resource).map((mistake) => `${keyOf(resource)}: ${mistake}`),
  );
  const mistakes = [...twice, ...taken, ...invalid];
  if (mistakes.length > 0) throw new EditMistake(mistakes.join("\n"));
}

function mistakesIn({ type: token, properties }: EditedResource): string[] {
  const type = resourceType(token);
  if (!type) {
    const hint = nearestName(
      token,
      resourceTypes().map((known) => known.token),
    );
    return [`the local cloud has no such type${hint ? `; did you mean ${hint}?` : ""}`];
  }
  const unknown = Object.keys(properties).filter(
    (key) => !isBookkeeping(key) && !(key in type.inputs) && !isOutput(type, key),
  );
  return [
    ...unknown.map((key) => `${key} is no property of it`),
    ...validate(type, inputsIn(type, properties)).map(({ property, reason }) => `${property} ${reason}`),
  ];
}

function isOutput(type: ResourceType, key: string): boolean {
  return key === "id" || key in type.outputs;
}

function inputsIn(type: ResourceType, properties: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key in type.inputs));
}

function isChanged(before: EditedResource | undefined, after: EditedResource): boolean {
  return before !== undefined && fieldsThatDiffer(before, after).length > 0;
}

function fieldsThatDiffer(before: EditedResource, after: EditedResource): string[] {
  const { properties: olds, ...own } = before;
  const { properties: news, ...others } = after;
  return [...differing(own, others), ...differing(olds, news)];
}

function differing(a: object, b: object): string[] {
  const [olds, news] = [a, b] as [PropertyMap, PropertyMap];
  return [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((key) => !isEqual(olds[key], news[key]));
}

/** A name that the cloud remembers after a deletion it remembers after this one too. */
function remove(world: World, { type, id = "" }: EditedResource): HandMadeChange {
  const record = world.memory().resources[`${type} ${id}`] as WorldRecord;
  const deleted = world.now().toISOString();
  const { urn: _urn, ...nobodys } = record;
  const remains = record.deleted === undefined ? behaviourOf(type).afterDelete?.(record) : "nothing";
  if (remains === "soft-deleted") world.put({ ...nobodys, softDeleted: true, deleted });
  else if (remains === "remembered") world.put({ ...nobodys, deleted });
  else for (const gone of [record, ...(behaviourOf(type).deletesToo?.(record, world) ?? [])]) world.remove(gone);
  return { kind: "deleted", type, id, fields: [] };
}

/** What a person changed differs from what any program asked for: so do the inputs that the cloud has. */
function change(world: World, before: EditedResource, after: EditedResource): HandMadeChange {
  const { type: token, id = "" } = before;
  const type = resourceType(token) as ResourceType;
  const record = world.memory().resources[`${token} ${id}`] as WorldRecord;
  const inputs: Record<string, PropertyValue | undefined> = { ...record.inputs };
  for (const key of differing(before.properties, after.properties))
    if (key in type.inputs) inputs[key] = after.properties[key];
  const present = Object.entries(inputs).filter(([, value]) => value !== undefined);
  const { properties, ...fields } = after;
  const { urn: _urn, softDeleted: _soft, deleted: _deleted, contents: _contents, ...kept } = record;
  world.put({
    ...kept,
    ...fields,
    id,
    updated: world.now().toISOString(),
    generation: record.generation + 1,
    inputs: Object.fromEntries(present) as PropertyMap,
    outputs: relabelled(type, before.properties, properties),
  });
  return { kind: "changed", type: token, id, fields: fieldsThatDiffer(before, after) };
}

/** What the cloud has is one set of labels: the provider's further views of it follow. */
function relabelled(type: ResourceType, before: PropertyMap, after: PropertyMap): PropertyMap {
  if (!hasLabels(type) || isEqual(before.labels, after.labels)) return after;
  const [olds, news] = [before.labels, after.labels].map((labels) => (isObject(labels) ? labels : {}));
  const views = ["pulumiLabels", "effectiveLabels"].map((view) => {
    const kept = Object.entries(isObject(after[view]) ? after[view] : {}).filter(([key]) => !(key in (olds ?? {})));
    return [view, { ...Object.fromEntries(kept), ...news }];
  });
  return { ...after, ...Object.fromEntries(views) };
}

function keyOf({ type, id }: EditedResource): string {
  return `${type} ${id ?? "(new)"}`;
}
