/** What encrypts for tests that need no passphrase: as with a real one, a text is not recognised, and never reads alike twice. */
import type { Crypter, OpenSecrets } from "../../local";

let nth = 0;

export const crypter: Crypter = {
  encrypt: (text) => `${nth++}:${Buffer.from(text).toString("base64")}`,
  decrypt(ciphertext) {
    const [, text] = /^\d+:([A-Za-z0-9+/=]+)$/.exec(ciphertext) ?? [];
    if (text === undefined) throw new Error("it was encrypted with another key, or is damaged");
    return Buffer.from(text, "base64").toString();
  },
};

export const secrets: OpenSecrets = async () => ({ crypter });
