/** A state in a file of its own. */
import { mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { decodeDeployment, type EncodedMaps, encodeDeployment } from "./checkpoint";
import type { StateSecrets } from "./crypter";
import { EngineError, messageOf } from "./errors";
import type { Snapshot, StateStore } from "./state";

/** A state file that cannot be read. It is left as it is. */
export class BrokenStateFile extends EngineError {
  override readonly name = "BrokenStateFile";
  constructor(file: string, reason: string) {
    super(
      `${file} is not a state that can be read: ${reason}. It was left as it is: restore it from a copy, ` +
        "or move it away to start from nothing (what it told of is then no longer known here).",
    );
  }
}

/** Keeps a snapshot in a file, in Pulumi's deployment format. A reader sees the old file or the new one, never a part. */
export class FileStateStore implements StateStore {
  readonly #encoded: EncodedMaps = new WeakMap();
  #readable = false;

  constructor(
    private readonly file: string,
    private readonly secrets: StateSecrets,
  ) {}

  async load(): Promise<Snapshot | undefined> {
    const text = await this.#text();
    const snapshot = text === undefined ? undefined : this.#decode(text);
    this.#readable = true;
    return snapshot;
  }

  async save(snapshot: Snapshot): Promise<void> {
    if (!this.#readable) await this.load(); // what nobody could read is not written over
    const text = JSON.stringify(encodeDeployment(snapshot, this.secrets, this.#encoded), null, 4);
    await mkdir(dirname(this.file), { recursive: true });
    await writeFileAtomic(this.file, `${text}\n`, { mode: 0o600 });
  }

  #decode(text: string): Snapshot {
    try {
      return decodeDeployment(parseJson(text), this.secrets.crypter);
    } catch (error) {
      throw new BrokenStateFile(this.file, messageOf(error));
    }
  }

  async #text(): Promise<string | undefined> {
    try {
      return await readFile(this.file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === "") throw new EngineError("it is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EngineError(`it is not JSON, or only a part of it (${messageOf(error)})`);
  }
}
