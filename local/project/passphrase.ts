/**
 * Pulumi's passphrase secrets provider: texts encrypted with AES-256-GCM under a key that PBKDF2 makes of a passphrase
 * and a salt. Formats and numbers are those of `sdk/go/common/resource/config/crypt.go` and
 * `pkg/secrets/passphrase/manager.go`, so that the real Pulumi reads what is written here, and the other way round.
 */
import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { ProjectError } from "./errors";

const iterations = 1_000_000;
const keyBytes = 32;
const nonceBytes = 12;
const saltBytes = 8;
const tagBytes = 16;
const algorithm = "aes-256-gcm";
/** What the last part of a salt decrypts to when the passphrase fits. */
const proof = "pulumi";

const derive = promisify(pbkdf2);
/** Passphrase and salt → key: to derive one takes a moment, and several files of a stack have the same. */
const keys = new Map<string, Promise<Buffer>>();

function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  const name = `${salt.toString("hex")} ${passphrase}`;
  const key = keys.get(name) ?? derive(passphrase, salt, iterations, keyBytes, "sha256");
  keys.set(name, key);
  return key;
}

export class WrongPassphrase extends ProjectError {
  constructor() {
    super("the passphrase does not fit the salt it is used with");
  }
}

/** Encrypts and decrypts texts with one key. */
export class PassphraseCrypter {
  readonly #key: Buffer;

  private constructor(
    key: Buffer,
    /** `v1:<salt>:v1:<nonce>:<ciphertext>`, where the ciphertext proves the passphrase. */
    readonly salt: string,
  ) {
    this.#key = key;
  }

  /** With a salt of its own. */
  static async create(passphrase: string): Promise<PassphraseCrypter> {
    const salt = randomBytes(saltBytes);
    const key = await deriveKey(passphrase, salt);
    return new PassphraseCrypter(key, `v1:${salt.toString("base64")}:${encrypt(key, proof)}`);
  }

  /** With the salt of a stack file or of a deployment. Throws `WrongPassphrase`. */
  static async open(passphrase: string, salt: string): Promise<PassphraseCrypter> {
    const [, encoded, sealed] = /^v1:([^:]+):(v1:[^:]+:[^:]+)$/.exec(salt) ?? [];
    if (!encoded || !sealed)
      throw new ProjectError(`encryption salt ${JSON.stringify(salt)} is not of Pulumi's v1 form`);
    const key = await deriveKey(passphrase, Buffer.from(encoded, "base64"));
    const crypter = new PassphraseCrypter(key, salt);
    if (crypter.#tryDecrypt(sealed) !== proof) throw new WrongPassphrase();
    return crypter;
  }

  encrypt(text: string): string {
    return encrypt(this.#key, text);
  }

  decrypt(ciphertext: string): string {
    const text = this.#tryDecrypt(ciphertext);
    if (text === undefined) throw new ProjectError("it was encrypted with another key, or is damaged");
    return text;
  }

  #tryDecrypt(ciphertext: string): string | undefined {
    const [, nonce, sealed] = /^v1:([^:]+):([^:]+)$/.exec(ciphertext) ?? [];
    if (!nonce || !sealed) return undefined;
    const bytes = Buffer.from(sealed, "base64");
    try {
      const decipher = createDecipheriv(algorithm, this.#key, Buffer.from(nonce, "base64"));
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      return decipher.update(bytes.subarray(0, -tagBytes), undefined, "utf8") + decipher.final("utf8");
    } catch {
      return undefined; // the authentication tag does not fit: another key, or a changed text
    }
  }
}

function encrypt(key: Buffer, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
}
