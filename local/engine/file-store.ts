/** A state in a file of its own, with the changes of an operation in a journal beside it. */
import { JournaledFile, UnfitJournal } from "../journaled-file";
import type { StateChange } from "./changes";
import { decodeDeployment, type EncodedMaps, encodeChange, encodeDeployment } from "./checkpoint";
import { checkDeployment } from "./checkpoint-shape";
import type { Crypter, StateSecrets } from "./crypter";
import { EngineError, messageOf } from "./errors";
import type { Snapshot, StateStore } from "./state";

/** A state file that cannot be read. It is left as it is. */
export class BrokenStateFile extends EngineError {
  override readonly name = "BrokenStateFile";
  constructor(file: string, error: unknown) {
    const remedy =
      error instanceof UnfitJournal
        ? "Both were left as they are: put the version back that the journal belongs to, or move the journal away to do " +
          "without what it tells of"
        : "It was left as it is: restore it from a copy, or move it away to start from nothing (what it told of is then " +
          "no longer known here)";
    super(`${file} is not a state that can be read: ${messageOf(error)}. ${remedy}.`);
  }
}

/**
 * Keeps a snapshot in a file, in Pulumi's deployment format. A change that was kept survives the end of the machine's
 * power: of what is in a real cloud the state is the only record.
 */
export class FileStateStore implements StateStore {
  readonly #encoded: EncodedMaps = new WeakMap();
  readonly #file: JournaledFile;
  #readable = false;
  /** What was loaded, where changes cannot be appended to the file before it was written anew. */
  #unfolded: Snapshot | undefined;

  /** @param secrets Asked for when there is something to encrypt or decrypt: to derive a key takes a moment. */
  constructor(
    file: string,
    private readonly secrets: () => Promise<StateSecrets>,
  ) {
    this.#file = new JournaledFile(file, "power");
  }

  async load(): Promise<Snapshot | undefined> {
    const content = await contentOf(this.#file);
    const snapshot = content && (await this.#decode(content));
    this.#readable = true;
    const isFolded = content?.changes.length === 0;
    this.#unfolded = isFolded ? undefined : (snapshot ?? { resources: [], pendingOperations: [] });
    return snapshot;
  }

  async append(changes: readonly StateChange[]): Promise<void> {
    if (!this.#readable) await this.load();
    if (this.#unfolded) {
      await this.load(); // what was given out before may have been changed since
      await this.save(this.#unfolded);
    }
    const secrets = await this.secrets();
    await this.#file.append(changes.map((change) => encodeChange(change, secrets, this.#encoded)));
  }

  async save(snapshot: Snapshot): Promise<void> {
    if (!this.#readable) await this.load(); // what nobody could read is not written over
    const text = JSON.stringify(encodeDeployment(snapshot, await this.secrets(), this.#encoded), null, 4);
    await this.#file.replace(`${text}\n`);
    this.#unfolded = undefined;
  }

  async #decode({ json, changes, hasSecrets }: Content): Promise<Snapshot> {
    const { crypter } = hasSecrets ? await this.secrets() : { crypter: noSecrets };
    return told(this.#file, () => decodeDeployment(json, crypter, changes));
  }
}

/** How many resources a state file tells of; nothing where there is none. No secret is decrypted. */
export async function countResources(file: string): Promise<number | undefined> {
  const journaled = new JournaledFile(file, "power");
  const content = await contentOf(journaled);
  return content && told(journaled, () => checkDeployment(content.json, content.changes)).resources.length;
}

const noSecrets: Crypter = { encrypt: (text) => text, decrypt: (text) => text };

interface Content {
  json: unknown;
  changes: unknown[];
  hasSecrets: boolean;
}

async function contentOf(file: JournaledFile): Promise<Content | undefined> {
  const { text, changes } = await file.read().catch((error) => {
    throw error instanceof UnfitJournal ? new BrokenStateFile(file.file, error) : error;
  });
  if (text === undefined) return undefined;
  const hasSecrets = [text, ...changes.map((change) => JSON.stringify(change))].some((part) => sealed.test(part));
  return { json: told(file, () => parseJson(text)), changes, hasSecrets };
}

const sealed = /"ciphertext"/;

function told<T>(file: JournaledFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BrokenStateFile(file.file, error);
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
