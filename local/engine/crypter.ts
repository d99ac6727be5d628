/** What the engine needs to keep secrets in a state file. Made by whoever knows the passphrase. */

/** Encrypts and decrypts single values; a ciphertext that was not made with this key makes `decrypt` throw. */
export interface Crypter {
  encrypt(plaintext: string): string;
  decrypt(ciphertext: string): string;
}

/** A crypter, and how the state file names it, so that another tool can make the same one (`secrets_providers`). */
export interface StateSecrets {
  crypter: Crypter;
  provider?: { type: string; state?: unknown };
}
