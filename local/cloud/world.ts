/**
 * What exists in the cloud, whoever made it and whether or not a state still knows it: one JSON file, and a journal of what
 * has changed since it was written. Secrets stand in both encrypted (`sealing.ts`).
 */
import { z } from "zod";
import type { OpenSecrets } from "../engine/crypter";
import { JournaledFile, UnfitJournal } from "../journaled-file";
import type { PropertyMap } from "../values";
import { BrokenWorldFile, PreviewWouldWrite } from "./errors";
import { holdsSecrets, type SealedRecord, Sealing, Undecipherable, withoutKey } from "./sealing";
import { realTimeAndChance, type TimeAndChance } from "./time-and-chance";

export interface WorldRecord {
  type: string;
  id: string;
  /** Who made it; absent on what was abandoned and what the cloud keeps after its deletion. */
  urn?: string;
  /** Deleted, and kept by the cloud so that the same name brings it back. */
  softDeleted?: boolean;
  /** When it was deleted, of what the cloud remembers after that: its name, or all of it. */
  deleted?: string;
  /** What lies in it and no program declared, as objects in a bucket: `cloud edit` or an application puts it there. */
  contents?: number;
  /** Those that there have been and that the cloud keeps: name → digest of what runs in it. The latest stands last. */
  revisions?: Readonly<Record<string, string>>;
  /** How many there have been of this type and id, this one counted: tells it from an earlier one of the same name. */
  serial: number;
  created: string;
  updated: string;
  generation: number;
  /** As last asked for, with what the provider's arguments add. */
  inputs: PropertyMap;
  outputs: PropertyMap;
}

const values = z.record(z.string(), z.unknown());
const recordShape = z.object({
  type: z.string(),
  id: z.string(),
  urn: z.string().optional(),
  softDeleted: z.boolean().optional(),
  deleted: z.iso.datetime().optional(),
  contents: z.int().nonnegative().optional(),
  revisions: z.record(z.string(), z.string()).optional(),
  serial: z.int(),
  created: z.string(),
  updated: z.string(),
  generation: z.int(),
  inputs: values,
  outputs: values,
});
const worldFile = z.object({
  /** 1: the secrets in it are plain text. */
  version: z.union([z.literal(1), z.literal(2)]),
  /** What the secrets are encrypted with, as a state says it. */
  secrets_providers: z.unknown().optional(),
  /** Seconds by which this world's clock is ahead of the real one. */
  ahead: z.number().optional(),
  /** `type id` of what is gone → how many there have been. */
  gone: z.record(z.string(), z.int()),
  projectNumbers: z.record(z.string(), z.string()),
  resources: z.array(recordShape),
});
/** A line of the journal: one of these. */
const changeShape = z.strictObject({
  ahead: z.number().optional(),
  project: z.tuple([z.string(), z.string()]).optional(),
  put: recordShape.optional(),
  removed: z.tuple([z.string(), z.string()]).optional(),
});
type SealedChange = z.output<typeof changeShape>;
type Change = Omit<SealedChange, "put"> & { put?: WorldRecord };

/** A file's place in the world: how what is written there is encrypted. */
interface Place {
  file: JournaledFile;
  sealing: Sealing;
  secretsProvider: unknown;
  /** Whether what is there is in the form of an earlier version, with its secrets in plain text. */
  isOutdated: boolean;
}

/** Texts by which a record is found without looking at all of them. They follow from the record alone. */
export type Index = (record: WorldRecord) => readonly string[];

const byType: Index = ({ type }) => [type];

export class World {
  readonly #records = new Map<string, WorldRecord>();
  readonly #projectNumbers = new Map<string, string>();
  /** Numbers of projects that a stack's config tells: told anew to each operation, and not kept. */
  readonly learnedNumbers = new Map<string, string>();
  readonly #gone = new Map<string, number>();
  /** Index → text → keys of records; an index is built when it is first asked. */
  readonly #indexes = new Map<Index, Map<string, Set<string>>>();
  #ahead = 0;
  #unsaved: Change[] = [];
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly place: Place | undefined,
    readonly readOnly: boolean,
    readonly timeAndChance: TimeAndChance = realTimeAndChance,
  ) {}

  static inMemory(timeAndChance?: TimeAndChance): World {
    return new World(undefined, false, timeAndChance);
  }

  /** One of the same content in memory; what happens in the one is nothing to the other. */
  copy(): World {
    const copy = World.inMemory(this.timeAndChance);
    copy.#ahead = this.#ahead;
    for (const [key, record] of this.#records) copy.#records.set(key, record); // records are replaced, never changed
    for (const [key, serial] of this.#gone) copy.#gone.set(key, serial);
    for (const [project, number] of this.#projectNumbers) copy.#projectNumbers.set(project, number);
    for (const [project, number] of this.learnedNumbers) copy.learnedNumbers.set(project, number);
    return copy;
  }

  /**
   * The world of a file; an empty one where there is no file yet. What opens its secrets is asked for where there are any,
   * or may be: whether there is a right key is known before anything is done.
   */
  static async open(file: string, readOnly: boolean, openSecrets: OpenSecrets): Promise<World> {
    // What must not be lost when this process dies has left it; a machine that loses power may forget a stand-in's last
    // seconds.
    const journaled = new JournaledFile(file, "process");
    const { text, changes } = await journaled.read().catch((error) => {
      if (!(error instanceof UnfitJournal)) throw error;
      throw new BrokenWorldFile(file, error.message, "Put the version back that the journal belongs to");
    });
    const content = text === undefined ? undefined : parsed(file, text, worldFile);
    const changed = content ? changes.map((change) => checked(file, change, changeShape)) : [];
    const needsKey = !readOnly || [text ?? "", ...changes.map((change) => JSON.stringify(change))].some(holdsSecrets);
    const secrets = needsKey ? await openSecrets(content?.secrets_providers) : undefined;
    const sealing = new Sealing(secrets?.crypter ?? withoutKey);
    const isOutdated = content?.version === 1;
    const world = new World({ file: journaled, sealing, secretsProvider: secrets?.provider, isOutdated }, readOnly);
    try {
      if (content) world.#load(content, changed, sealing);
    } catch (error) {
      throw error instanceof Undecipherable ? new BrokenWorldFile(file, error.message) : error;
    }
    return world;
  }

  #load(content: z.output<typeof worldFile>, changes: SealedChange[], sealing: Sealing): void {
    const { ahead = 0, gone, projectNumbers, resources } = content;
    this.#ahead = ahead;
    for (const [key, serial] of Object.entries(gone)) this.#gone.set(key, serial);
    for (const [project, number] of Object.entries(projectNumbers)) this.#projectNumbers.set(project, number);
    for (const record of resources)
      this.#records.set(keyOf(record.type, record.id), sealing.open(record as SealedRecord));
    for (const { put, ...change } of changes)
      this.#apply({ ...change, ...(put && { put: sealing.open(put as SealedRecord) }) });
  }

  /** What time it is in this world: all that hangs on time asks here. */
  now(): Date {
    return new Date(this.timeAndChance.now().getTime() + this.#ahead * 1000);
  }

  /** Seconds by which this world's clock is ahead of the real one. */
  get ahead(): number {
    return this.#ahead;
  }

  /** Lets time pass. */
  pass(seconds: number): void {
    this.#refuseInPreview();
    this.#change({ ahead: this.#ahead + seconds });
  }

  /** Everything that exists. What is deleted does not, even where it is remembered. */
  all(): WorldRecord[] {
    return [...this.#records.values()].filter(exists);
  }

  ofType(type: string): WorldRecord[] {
    return this.find(byType, type);
  }

  get(type: string, id: string): WorldRecord | undefined {
    const record = this.#records.get(keyOf(type, id));
    return record && exists(record) ? record : undefined;
  }

  /** What exists and has the text in the index. */
  find(index: Index, text: string): WorldRecord[] {
    let found = this.#indexes.get(index);
    if (!found) {
      found = new Map();
      this.#indexes.set(index, found);
      for (const [key, record] of this.#records) for (const text of index(record)) enter(found, text, key);
    }
    return [...(found.get(text) ?? [])].map((key) => this.#records.get(key) as WorldRecord).filter(exists);
  }

  /** What of a type was deleted within so many seconds, or ever, and is remembered. */
  deletedOfType(type: string, seconds = Number.POSITIVE_INFINITY): WorldRecord[] {
    const since = this.now().getTime() - seconds * 1000;
    return [...this.#records.values()].filter(
      (record) => record.type === type && record.deleted !== undefined && Date.parse(record.deleted) > since,
    );
  }

  /** What the cloud keeps of a deleted resource of that id. */
  softDeleted(type: string, id: string): WorldRecord | undefined {
    const record = this.#records.get(keyOf(type, id));
    return record?.softDeleted ? record : undefined;
  }

  /** All that is remembered, what is gone and what is only kept included, by type and id. */
  memory(): { resources: Record<string, WorldRecord>; gone: Record<string, number>; projects: Record<string, string> } {
    return {
      resources: Object.fromEntries(this.#records),
      gone: Object.fromEntries(this.#gone),
      projects: Object.fromEntries(this.#projectNumbers),
    };
  }

  /** How many there have been of this type and id, one that exists counted. */
  timesMade(type: string, id: string): number {
    const key = keyOf(type, id);
    return this.#records.get(key)?.serial ?? this.#gone.get(key) ?? 0;
  }

  put(record: WorldRecord): void {
    this.#refuseInPreview();
    this.#change({ put: record });
  }

  remove(record: WorldRecord): void {
    this.#refuseInPreview();
    this.#change({ removed: [record.type, record.id] });
  }

  projectNumber(project: string): string | undefined {
    return this.#projectNumbers.get(project);
  }

  setProjectNumber(project: string, number: string): void {
    this.#change({ project: [project, number] });
  }

  /** Resolves when everything changed so far has left this process. */
  save(): Promise<void> {
    const { place } = this;
    if (place === undefined) return Promise.resolve();
    this.#refuseInPreview();
    return this.#afterOthers(() => this.#write(place));
  }

  /** Resolves when everything is in the file itself: for when nothing will change for a while. */
  async fold(): Promise<void> {
    const { place } = this;
    if (place === undefined || this.readOnly) return;
    await this.#afterOthers(async () => {
      if (!place.file.isFolded || place.isOutdated || this.#unsaved.length > 0) await this.#replace(place);
    });
  }

  #afterOthers(write: () => Promise<void>): Promise<void> {
    this.#saving = this.#saving.catch(() => undefined).then(write);
    return this.#saving;
  }

  async #write(place: Place): Promise<void> {
    const { file, sealing, isOutdated } = place;
    if (!file.exists || file.isLong || isOutdated) return this.#replace(place);
    const changes = [...this.#unsaved];
    if (changes.length === 0) return; // another one has written them
    await file.append(changes.map((change) => sealedChange(change, sealing)));
    this.#unsaved.splice(0, changes.length);
  }

  async #replace(place: Place): Promise<void> {
    const { file, sealing, secretsProvider } = place;
    const content: z.input<typeof worldFile> = {
      version: 2,
      secrets_providers: secretsProvider,
      ...(this.#ahead !== 0 && { ahead: this.#ahead }),
      gone: Object.fromEntries(this.#gone),
      projectNumbers: Object.fromEntries(this.#projectNumbers),
      resources: [...this.#records.values()].map((record) => sealing.seal(record) as z.input<typeof recordShape>),
    };
    const changes = this.#unsaved.length;
    await file.replace(`${JSON.stringify(content, null, 1)}\n`);
    place.isOutdated = false;
    this.#unsaved.splice(0, changes);
  }

  #change(change: Change): void {
    this.#apply(change);
    if (this.place && !this.readOnly) this.#unsaved.push(change);
  }

  /** To apply one twice is as good as once: what was changed while a file was written stands in its journal too. */
  #apply({ ahead, project, put, removed }: Change): void {
    if (ahead !== undefined) this.#ahead = ahead;
    if (project) this.#projectNumbers.set(...project);
    if (put) {
      const key = keyOf(put.type, put.id);
      this.#reindex(key, put);
      this.#records.set(key, put);
      this.#gone.delete(key);
    }
    if (removed) {
      const key = keyOf(...removed);
      const { serial } = this.#records.get(key) ?? {};
      this.#reindex(key, undefined);
      this.#records.delete(key);
      if (serial !== undefined) this.#gone.set(key, serial);
    }
  }

  #reindex(key: string, record: WorldRecord | undefined): void {
    const before = this.#records.get(key);
    for (const [index, found] of this.#indexes) {
      const [old, news] = [before ? index(before) : [], record ? index(record) : []];
      for (const text of old) if (!news.includes(text)) found.get(text)?.delete(key);
      for (const text of news) enter(found, text, key);
    }
  }

  #refuseInPreview(): void {
    if (this.readOnly) throw new PreviewWouldWrite();
  }
}

/** A change as a line of the journal. */
function sealedChange({ put, ...change }: Change, sealing: Sealing): object {
  if (change.removed) sealing.forget(...change.removed);
  return { ...change, ...(put && { put: sealing.seal(put) }) };
}

function parsed<T>(file: string, text: string, shape: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new BrokenWorldFile(file, (error as Error).message);
  }
  return checked(file, json, shape);
}

function checked<T>(file: string, json: unknown, shape: z.ZodType<T>): T {
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new BrokenWorldFile(file, `${issue?.path.join(".") || "top level"}: ${issue?.message}`);
}

function exists({ softDeleted, deleted }: WorldRecord): boolean {
  return !softDeleted && deleted === undefined;
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}

function enter(found: Map<string, Set<string>>, text: string, key: string): void {
  const keys = found.get(text);
  if (keys) keys.add(key);
  else found.set(text, new Set([key]));
}
