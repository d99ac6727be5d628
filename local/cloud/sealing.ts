/**
 * Secrets in the world's file: every value that the catalogue marks as one is encrypted by itself, in the form in which
 * Pulumi's states hold secrets. In memory they are what they are: a cloud knows the secrets it keeps.
 *
 * That a program gave a value as a secret does not reach a cloud (`provider.ts`), so what counts is the catalogue alone.
 * Of a type that it does not have, as another version may have left one, everything is taken for a secret.
 */
import type { Crypter } from "../engine/crypter";
import { type Json, mapEntries, signatureKey, signatures } from "../engine/marshal";
import { isObject, type PropertyMap, type PropertyValue, Secret } from "../values";
import { resourceType } from "./catalogue";
import { withSecrets } from "./outputs";
import type { WorldRecord } from "./world";

/** A record as the file holds it. */
export type SealedRecord = Omit<WorldRecord, "inputs" | "outputs"> & { inputs: object; outputs: object };

/** A value that cannot be decrypted, by its place. */
export class Undecipherable extends Error {
  override readonly name = "Undecipherable";
}

export class Sealing {
  /** Type and id → text of a secret → its ciphertext: what has not changed reads the same in the next file. */
  readonly #ciphertexts = new Map<string, Map<string, string>>();

  /** Records are replaced, never changed. */
  readonly #sealed = new WeakMap<WorldRecord, SealedRecord>();

  constructor(private readonly crypter: Crypter) {}

  seal(record: WorldRecord): SealedRecord {
    const result = this.#sealed.get(record) ?? this.#seal(record);
    this.#sealed.set(record, result);
    return result;
  }

  #seal(record: WorldRecord): SealedRecord {
    const key = keyOf(record);
    const known = this.#ciphertexts.get(key);
    const used = new Map<string, string>();
    const ciphertextOf = (text: string) => {
      const ciphertext = used.get(text) ?? known?.get(text) ?? this.crypter.encrypt(text);
      used.set(text, ciphertext);
      return ciphertext;
    };
    const [inputs, outputs] = [record.inputs, record.outputs].map(
      (map) => sealed(marked(record.type, map), ciphertextOf) as object,
    ) as [object, object];
    if (used.size > 0) this.#ciphertexts.set(key, used);
    else this.#ciphertexts.delete(key);
    return { ...record, inputs, outputs };
  }

  /** Values in plain text, as an earlier version has written them, are left as they are. */
  open({ inputs, outputs, ...record }: SealedRecord): WorldRecord {
    const texts = new Map<string, string>();
    const open = (map: object, side: string) =>
      opened(map as Json, `${side} of ${record.type} ${record.id}`, (ciphertext, at) => {
        const text = this.#decrypt(ciphertext, at);
        texts.set(text, ciphertext);
        return text;
      }) as PropertyMap;
    const result = { ...record, inputs: open(inputs, "inputs"), outputs: open(outputs, "outputs") };
    if (texts.size > 0) this.#ciphertexts.set(keyOf(record), texts);
    return result;
  }

  forget(type: string, id: string): void {
    this.#ciphertexts.delete(keyOf({ type, id }));
  }

  #decrypt(ciphertext: string, at: string): string {
    try {
      return this.crypter.decrypt(ciphertext);
    } catch (error) {
      throw new Undecipherable(`the secret ${at} cannot be decrypted: ${(error as Error).message}`);
    }
  }
}

/** Opens what has no secret in it, without a key. */
export const withoutKey: Crypter = {
  encrypt: () => {
    throw new Error("there is no key to encrypt with");
  },
  decrypt: () => {
    throw new Error("there is no key to decrypt with");
  },
};

/** Whether there is a secret in a text of this form, or may be. */
export function holdsSecrets(text: string): boolean {
  return text.includes(`"${ciphertextKey}"`);
}

const ciphertextKey = "ciphertext";

/** The map with its secrets wrapped. */
export function marked(token: string, map: PropertyMap): PropertyMap {
  const type = resourceType(token);
  return type ? withSecrets(type, map) : mapEntries(map, (value) => new Secret(value));
}

function sealed(value: PropertyValue, ciphertextOf: (text: string) => string): Json {
  if (value instanceof Secret)
    return { [signatureKey]: signatures.secret, [ciphertextKey]: ciphertextOf(JSON.stringify(value.value)) };
  if (Array.isArray(value)) return value.map((item) => sealed(item, ciphertextOf));
  return isObject(value) ? mapEntries(value, (item) => sealed(item, ciphertextOf)) : (value as Json);
}

function opened(value: Json, at: string, textOf: (ciphertext: string, at: string) => string): Json {
  if (Array.isArray(value)) return value.map((item, index) => opened(item, `${at}[${index}]`, textOf));
  if (typeof value !== "object" || value === null) return value;
  if (value[signatureKey] === signatures.secret) return JSON.parse(textOf(String(value[ciphertextKey]), at)) as Json;
  return mapEntries(value, (item, key) => opened(item, `${key} in ${at}`, textOf));
}

function keyOf({ type, id }: Pick<WorldRecord, "type" | "id">): string {
  return `${type} ${id}`;
}
