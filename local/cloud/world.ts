/**
 * What exists in the cloud, whoever made it and whether or not a state still knows it. One JSON file, replaced whole after
 * every change; changes that come while it is being written share the next write.
 */
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import type { PropertyMap } from "../values";
import { BrokenWorldFile, PreviewWouldWrite } from "./errors";

export interface WorldRecord {
  type: string;
  id: string;
  /** Who made it; absent on what was abandoned and what the cloud keeps after its deletion. */
  urn?: string;
  /** Deleted, and kept by the cloud so that the same name brings it back. */
  softDeleted?: boolean;
  /** Number of the creation in this world: tells a resource from an earlier one of the same name. */
  serial: number;
  created: string;
  updated: string;
  generation: number;
  /** As last asked for, with what the provider's arguments add. */
  inputs: PropertyMap;
  outputs: PropertyMap;
}

const values = z.record(z.string(), z.unknown());
const worldFile = z.object({
  version: z.literal(1),
  serial: z.int(),
  projectNumbers: z.record(z.string(), z.string()),
  resources: z.array(
    z.object({
      type: z.string(),
      id: z.string(),
      urn: z.string().optional(),
      softDeleted: z.boolean().optional(),
      serial: z.int(),
      created: z.string(),
      updated: z.string(),
      generation: z.int(),
      inputs: values,
      outputs: values,
    }),
  ),
});

export class World {
  readonly #records = new Map<string, WorldRecord>();
  readonly #projectNumbers = new Map<string, string>();
  #serial = 0;
  #writing: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  private constructor(
    readonly file: string | undefined,
    readonly readOnly: boolean,
  ) {}

  static inMemory(): World {
    return new World(undefined, false);
  }

  /** The world of a file; an empty one where there is no file yet. */
  static async open(file: string, readOnly: boolean): Promise<World> {
    const world = new World(file, readOnly);
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (text !== undefined) world.#load(file, text);
    return world;
  }

  #load(file: string, text: string): void {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw new BrokenWorldFile(file, (error as Error).message);
    }
    const parsed = worldFile.safeParse(json);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new BrokenWorldFile(file, `${issue?.path.join(".") || "top level"}: ${issue?.message}`);
    }
    this.#serial = parsed.data.serial;
    for (const [project, number] of Object.entries(parsed.data.projectNumbers))
      this.#projectNumbers.set(project, number);
    for (const record of parsed.data.resources as WorldRecord[])
      this.#records.set(keyOf(record.type, record.id), record);
  }

  /** Everything that exists. What is soft-deleted does not. */
  all(): WorldRecord[] {
    return [...this.#records.values()].filter((record) => !record.softDeleted);
  }

  ofType(type: string): WorldRecord[] {
    return this.all().filter((record) => record.type === type);
  }

  get(type: string, id: string): WorldRecord | undefined {
    const record = this.#records.get(keyOf(type, id));
    return record?.softDeleted ? undefined : record;
  }

  /** What the cloud keeps of a deleted resource of that id. */
  softDeleted(type: string, id: string): WorldRecord | undefined {
    const record = this.#records.get(keyOf(type, id));
    return record?.softDeleted ? record : undefined;
  }

  /** The next number of a creation. */
  nextSerial(): number {
    return ++this.#serial;
  }

  put(record: WorldRecord): void {
    this.#refuseInPreview();
    this.#records.set(keyOf(record.type, record.id), record);
  }

  remove(record: WorldRecord): void {
    this.#refuseInPreview();
    this.#records.delete(keyOf(record.type, record.id));
  }

  projectNumber(project: string): string | undefined {
    return this.#projectNumbers.get(project);
  }

  setProjectNumber(project: string, number: string): void {
    this.#projectNumbers.set(project, number);
  }

  /** Resolves when everything changed so far is on disk. */
  save(): Promise<void> {
    if (this.file === undefined) return Promise.resolve();
    this.#refuseInPreview();
    this.#next ??= (this.#writing ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        this.#writing = this.#next;
        this.#next = undefined;
        return this.#write(this.file as string);
      });
    return this.#next;
  }

  async #write(file: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const content: z.input<typeof worldFile> = {
      version: 1,
      serial: this.#serial,
      projectNumbers: Object.fromEntries(this.#projectNumbers),
      resources: [...this.#records.values()],
    };
    // Mode: a cloud knows the values of its resources, secrets among them, in plain text. Without fsync: what must not be
    // lost when this process dies has left it; a machine that loses power may forget a stand-in's last seconds.
    await writeFileAtomic(file, `${JSON.stringify(content, null, 1)}\n`, { mode: 0o600, fsync: false });
  }

  #refuseInPreview(): void {
    if (this.readOnly) throw new PreviewWouldWrite();
  }
}

function keyOf(type: string, id: string): string {
  return `${type} ${id}`;
}
