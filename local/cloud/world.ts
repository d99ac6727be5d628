/**
 * What exists in the cloud, whoever made it and whether or not a state still knows it: one JSON file, and a journal of what
 * has changed since it was written.
 */
import { z } from "zod";
import { JournaledFile, UnfitJournal } from "../journaled-file";
import type { PropertyMap } from "../values";
import { BrokenWorldFile, PreviewWouldWrite } from "./errors";
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
  serial: z.int(),
  created: z.string(),
  updated: z.string(),
  generation: z.int(),
  inputs: values,
  outputs: values,
});
const worldFile = z.object({
  version: z.literal(1),
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
type Change = z.input<typeof changeShape>;

/** Texts by which a record is found without looking at all of them. They follow from the record alone. */
export type Index = (record: WorldRecord) => readonly string[];

const byType: Index = ({ type }) => [type];

export class World {
  readonly #records = new Map<string, WorldRecord>();
  readonly #projectNumbers = new Map<string, string>();
  readonly #gone = new Map<string, number>();
  /** Index → text → keys of records; an index is built when it is first asked. */
  readonly #indexes = new Map<Index, Map<string, Set<string>>>();
  #ahead = 0;
  #unsaved: Change[] = [];
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: JournaledFile | undefined,
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
    return copy;
  }

  /** The world of a file; an empty one where there is no file yet. */
  static async open(file: string, readOnly: boolean): Promise<World> {
    // What must not be lost when this process dies has left it; a machine that loses power may forget a stand-in's last
    // seconds.
    const journaled = new JournaledFile(file, "process");
    const world = new World(journaled, readOnly);
    const { text, changes } = await journaled.read().catch((error) => {
      if (!(error instanceof UnfitJournal)) throw error;
      throw new BrokenWorldFile(file, error.message, "Put the version back that the journal belongs to");
    });
    if (text !== undefined)
      world.#load(
        parsed(file, text, worldFile),
        changes.map((change) => checked(file, change, changeShape)),
      );
    return world;
  }

  #load({ ahead = 0, gone, projectNumbers, resources }: z.output<typeof worldFile>, changes: Change[]): void {
    this.#ahead = ahead;
    for (const [key, serial] of Object.entries(gone)) this.#gone.set(key, serial);
    for (const [project, number] of Object.entries(projectNumbers)) this.#projectNumbers.set(project, number);
    for (const record of resources as WorldRecord[]) this.#records.set(keyOf(record.type, record.id), record);
    for (const change of changes) this.#apply(change);
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
    const { file } = this;
    if (file === undefined) return Promise.resolve();
    this.#refuseInPreview();
    return this.#afterOthers(() => this.#write(file));
  }

  /** Resolves when everything is in the file itself: for when nothing will change for a while. */
  async fold(): Promise<void> {
    const { file } = this;
    if (file === undefined || this.readOnly) return;
    await this.#afterOthers(async () => {
      if (!file.isFolded || this.#unsaved.length > 0) await this.#replace(file);
    });
  }

  #afterOthers(write: () => Promise<void>): Promise<void> {
    this.#saving = this.#saving.catch(() => undefined).then(write);
    return this.#saving;
  }

  async #write(file: JournaledFile): Promise<void> {
    if (!file.exists || file.isLong) return this.#replace(file);
    const changes = [...this.#unsaved];
    if (changes.length === 0) return; // another one has written them
    await file.append(changes);
    this.#unsaved.splice(0, changes.length);
  }

  async #replace(file: JournaledFile): Promise<void> {
    const content: z.input<typeof worldFile> = {
      version: 1,
      ...(this.#ahead !== 0 && { ahead: this.#ahead }),
      gone: Object.fromEntries(this.#gone),
      projectNumbers: Object.fromEntries(this.#projectNumbers),
      resources: [...this.#records.values()],
    };
    const changes = this.#unsaved.length;
    await file.replace(`${JSON.stringify(content, null, 1)}\n`);
    this.#unsaved.splice(0, changes);
  }

  #change(change: Change): void {
    this.#apply(change);
    if (this.file && !this.readOnly) this.#unsaved.push(change);
  }

  /** To apply one twice is as good as once: what was changed while a file was written stands in its journal too. */
  #apply({ ahead, project, put, removed }: Change): void {
    if (ahead !== undefined) this.#ahead = ahead;
    if (project) this.#projectNumbers.set(...project);
    if (put) {
      const key = keyOf(put.type, put.id);
      this.#reindex(key, put as WorldRecord);
      this.#records.set(key, put as WorldRecord);
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
