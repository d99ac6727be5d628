/**
 * A file that changes often. Beside `state.json` stands `state.journal`, to which every change is appended as a line of
 * JSON, until the file is written whole again and the journal goes. What is on disk can be read at any moment: a line
 * counts once it is complete, and the file is never written in place.
 *
 * A journal names the file it belongs to by its digest, and, before that file is replaced, the one that takes its place. So
 * changes that are in the file already, because the writer died before it could remove them, are told from changes of
 * another file, as there are when somebody puts an old copy back.
 */
import { createHash } from "node:crypto";
import { closeSync, fdatasync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import { promisify } from "node:util";
import writeFileAtomic from "write-file-atomic";

/** What a file and its journal hold together. */
export interface Journaled {
  /** The file; nothing where there is none yet. */
  text: string | undefined;
  /** What has changed since, oldest first. */
  changes: unknown[];
}

/** A journal that cannot be read together with the file beside it. */
export class UnfitJournal extends Error {
  override readonly name = "UnfitJournal";
}

/** Both hold secrets, encrypted or not. */
const mode = 0o600;

/** A file is worth replacing when the journal beside it is as long; one that is very small is never worth it. */
const shortest = 1 << 16;

export class JournaledFile {
  readonly #journal: string;
  /** Of the file's content; unknown until it was read or written. */
  #digest: string | undefined;
  /** Bytes of the file. */
  #size = 0;
  /** Bytes of the journal that count. */
  #length = 0;

  /**
   * @param outlives What a change survives once it is written: the end of this process, for which it is enough that it
   * has left the process; or also the end of the machine's power, for which it must have reached the disk.
   */
  constructor(
    readonly file: string,
    private readonly outlives: "process" | "power",
  ) {
    this.#journal = journalOf(file);
  }

  /** Throws `UnfitJournal` where the two do not belong together; both are left as they are. */
  async read(): Promise<Journaled> {
    let last: Pair | undefined;
    for (;;) {
      // In this order: a journal that is read after its file may have changes of the next file.
      const pair = { journal: await readIfThere(this.#journal), file: await readIfThere(this.file) };
      const digest = pair.file && digestOf(pair.file);
      const changes = changesOf(pair.journal, digest, basename(this.#journal));
      if (typeof changes !== "string") {
        this.#digest = digest;
        this.#size = pair.file?.length ?? 0;
        this.#length = changes.length > 0 ? lengthThatCounts(pair.journal) : 0;
        return { text: pair.file?.toString("utf8"), changes };
      }
      // A writer that replaced the file between the two readings has removed the journal meanwhile, or soon will have.
      if (last && isSame(pair, last)) throw new UnfitJournal(changes);
      last = pair;
    }
  }

  /** Whether there is a file that changes can be appended to. */
  get exists(): boolean {
    return this.#digest !== undefined;
  }

  /** Whether all changes are in the file itself. */
  get isFolded(): boolean {
    return this.#length === 0;
  }

  /** Whether the journal has become as long as the file, so that to write the file anew costs no more than was written. */
  get isLong(): boolean {
    return this.#length > Math.max(this.#size, shortest);
  }

  /** Adds changes of the file as it was last read or written. */
  async append(changes: readonly unknown[]): Promise<void> {
    const header = this.#length === 0 ? line({ journalOf: this.#digest }) : "";
    await this.#write(header + changes.map(line).join(""));
  }

  /** Puts this in the place of the file and of all its changes. */
  async replace(text: string): Promise<void> {
    const folder = dirname(this.file);
    mkdirSync(folder, { recursive: true });
    const content = Buffer.from(text);
    const digest = digestOf(content);
    if (this.#length > 0) await this.#write(line({ foldedInto: digest }));
    await writeFileAtomic(this.file, content, { mode, fsync: this.outlives === "power" });
    if (this.outlives === "power") await syncFolder(folder);
    rmSync(this.#journal, { force: true });
    this.#digest = digest;
    this.#size = content.length;
    this.#length = 0;
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    const isNew = this.#length === 0;
    const descriptor = openSync(this.#journal, isNew ? "w" : "r+", mode);
    try {
      ftruncateSync(descriptor, this.#length); // what a write that failed has left of itself
      for (let written = 0; written < bytes.length; )
        written += writeSync(descriptor, bytes, written, bytes.length - written, this.#length + written);
      if (this.outlives === "power") await promisify(fdatasync)(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (isNew && this.outlives === "power") await syncFolder(dirname(this.#journal));
    this.#length += bytes.length;
  }
}

interface Pair {
  journal: Buffer | undefined;
  file: Buffer | undefined;
}

/** The changes that are not in the file yet, or why they cannot be told. */
function changesOf(journal: Buffer | undefined, digest: string | undefined, name: string): unknown[] | string {
  const lines = journal?.subarray(0, lengthThatCounts(journal)).toString("utf8").split("\n").slice(0, -1) ?? [];
  const parsed = lines.map(parseLine);
  const broken = parsed.indexOf(undefined);
  if (broken !== -1) return `line ${broken + 1} of ${name} beside it is not a change`;
  const [header, ...changes] = parsed as Line[];
  if (changes.length === 0) return []; // nothing was ever said to be written
  if (digest !== undefined && changes.at(-1)?.foldedInto === digest) return [];
  if (digest === undefined) return `${name} beside it holds changes of it, and it is gone itself`;
  if (header?.journalOf !== digest) return `${name} beside it holds changes of another version of it`;
  return changes.filter((change) => change.foldedInto === undefined);
}

/** Up to the end of the last complete line. */
function lengthThatCounts(journal: Buffer | undefined): number {
  return (journal?.lastIndexOf("\n") ?? -1) + 1;
}

function isSame(a: Pair, b: Pair): boolean {
  const same = (one: Buffer | undefined, other: Buffer | undefined) =>
    one && other ? one.equals(other) : one === other;
  return same(a.journal, b.journal) && same(a.file, b.file);
}

interface Line {
  journalOf?: string;
  foldedInto?: string;
}

function parseLine(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function digestOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function journalOf(file: string): string {
  return `${file.slice(0, -extname(file).length)}.journal`;
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** That a name is new or means another file is the folder's own content. Some systems do not let a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!["EPERM", "EISDIR", "EINVAL", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
