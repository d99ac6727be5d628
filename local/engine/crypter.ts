/** What is needed to keep secrets in a file: a state, or a cloud. Made by whoever knows the passphrase. */

/** Encrypts and decrypts single values; a ciphertext that was not made with this key makes `decrypt` throw. */
export interface Crypter {
  encrypt(plaintext: string): string;
  decrypt(ciphertext: string): string;
}

/** A crypter, and how the file names it, so that another tool can make the same one (`secrets_providers`). */
export interface StateSecrets {
  crypter: Crypter;
  provider?: { type: string; state?: unknown };
}

/**
 * Opens the secrets of a file that names its `secrets_providers`; and, for one that names none yet, answers with what they
 * are to be encrypted with. Throws, naming the file, where no key at hand fits.
 */
export type OpenSecrets = (named?: unknown) => Promise<StateSecrets>;
