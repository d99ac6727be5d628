/** Whose passphrase opens what: the secrets of a stack file, and those of a local state and a local cloud. */
import { randomBytes, randomUUID } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { ProjectError } from "./errors";
import { PassphraseCrypter, WrongPassphrase } from "./passphrase";
import type { StackFile } from "./stack-file";
import { makeStackFolder, type StackFolder } from "./stack-folder";

/** A crypter for a state, and the `secrets_providers` of its deployment as Pulumi writes it. */
export interface PassphraseSecrets {
  crypter: PassphraseCrypter;
  provider: { type: "passphrase"; state: { salt: string } };
}

const howToGive = "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE";

/** The passphrase of the environment. An empty one is one; an unset one is none. */
export async function environmentPassphrase(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (environment.PULUMI_CONFIG_PASSPHRASE !== undefined) return environment.PULUMI_CONFIG_PASSPHRASE;
  const file = environment.PULUMI_CONFIG_PASSPHRASE_FILE;
  if (!file) return undefined;
  try {
    return (await readFile(resolve(file), "utf8")).trim();
  } catch (error) {
    throw new ProjectError(`PULUMI_CONFIG_PASSPHRASE_FILE ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** How the `secure:` values of a stack file are read; without a way, the reason. */
export async function stackFileDecrypter(
  stack: StackFile,
  needed: boolean,
  environment: NodeJS.ProcessEnv,
): Promise<{ decrypt?: (ciphertext: string) => string; reason?: string }> {
  if (!needed) return {};
  const { secretsProvider, encryptionSalt, shown } = stack;
  if (secretsProvider && secretsProvider !== "passphrase")
    return { reason: `${shown} keeps its secrets with ${secretsProvider}, which a local run does not ask` };
  if (!encryptionSalt) return { reason: `${shown} has no encryptionsalt to make a key with` };
  const passphrase = await environmentPassphrase(environment);
  if (passphrase === undefined) return { reason: `${howToGive} to the passphrase of ${shown}` };
  try {
    const crypter = await PassphraseCrypter.open(passphrase, encryptionSalt);
    return { decrypt: (ciphertext) => crypter.decrypt(ciphertext) };
  } catch (error) {
    if (!(error instanceof WrongPassphrase)) throw new ProjectError(`${shown}: ${(error as Error).message}`);
    return { reason: `the passphrase given does not fit ${shown}: ${howToGive} to the one it was made with` };
  }
}

/**
 * What encrypts the local state of a stack: the passphrase of the environment, or one made at random at first use. The
 * salt is the state's own, never the stack file's.
 */
export async function stateSecrets(
  folder: StackFolder,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<PassphraseSecrets> {
  const given = await environmentPassphrase(environment);
  const salt = await saltOfState(folder);
  const crypter = salt
    ? await openState(folder, salt, given)
    : await PassphraseCrypter.create(given ?? (await ownPassphrase(folder)));
  return { crypter, provider: { type: "passphrase", state: { salt: crypter.salt } } };
}

/**
 * What opens the secrets of a stack's local cloud, by what its file names; a new file's are encrypted as those of the state.
 * The file has its own say, so that neither needs the other: a state may be moved away, and a served cloud has none here.
 */
export function cloudSecrets(
  folder: StackFolder,
  environment: NodeJS.ProcessEnv = process.env,
  ofState: () => Promise<PassphraseSecrets> = () => stateSecrets(folder, environment),
): (named?: unknown) => Promise<PassphraseSecrets> {
  return async (named) => {
    if (named === undefined) return ofState();
    const { type, state } = secretsProvider.safeParse(named).data ?? {};
    if (type !== "passphrase" || !state?.salt)
      throw new ProjectError(
        `${folder.cloud} does not say in \`secrets_providers\` what its secrets are encrypted with`,
      );
    const crypter = await openSalt(folder, state.salt, await environmentPassphrase(environment));
    if (crypter) return { crypter, provider: { type: "passphrase", state: { salt: state.salt } } };
    throw noneFits(folder.cloud, folder);
  };
}

/**
 * What opens the secrets of a deployment that comes from elsewhere; nothing where they stand in it in plain text, or where
 * there are none. Throws where they were encrypted by what a local run does not ask.
 */
export async function secretsOfDeployment(
  json: unknown,
  folder: StackFolder,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<PassphraseCrypter | undefined> {
  if (!/"ciphertext"/.test(JSON.stringify(json))) return undefined;
  const { type, state } = deployment.safeParse(json).data?.deployment.secrets_providers ?? {};
  if (type !== "passphrase" || !state?.salt)
    throw new ProjectError(
      `its secrets are kept with ${type ?? "nothing that it names"}, which a local run does not ask: write it again with --show-secrets`,
    );
  const crypter = await openSalt(folder, state.salt, await environmentPassphrase(environment));
  if (!crypter)
    throw new ProjectError(`no passphrase at hand fits its secrets: ${howToGive} to the one it was made with`);
  return crypter;
}

async function openState(folder: StackFolder, salt: string, given: string | undefined): Promise<PassphraseCrypter> {
  const crypter = await openSalt(folder, salt, given);
  if (crypter) return crypter;
  throw noneFits(folder.state, folder);
}

function noneFits(file: string, folder: StackFolder): ProjectError {
  return new ProjectError(
    `no passphrase at hand fits the secrets in ${file}: ${howToGive} to the one it was made with, or put ` +
      `${folder.passphrase} back; or delete ${folder.directory} to forget this stack. Nothing was changed`,
  );
}

/** Tries the environment's passphrase, then the folder's own: a state outlives the terminal it was made in. */
async function openSalt(
  folder: StackFolder,
  salt: string,
  given: string | undefined,
): Promise<PassphraseCrypter | undefined> {
  const own = await readIfThere(folder.passphrase);
  for (const passphrase of [given, own?.trim()]) {
    if (passphrase === undefined) continue;
    try {
      return await PassphraseCrypter.open(passphrase, salt);
    } catch (error) {
      if (!(error instanceof WrongPassphrase)) throw error;
    }
  }
  return undefined;
}

async function saltOfState(folder: StackFolder): Promise<string | undefined> {
  const text = await readIfThere(folder.state);
  if (text === undefined) return undefined;
  const known = deployment.safeParse(parseJson(text, folder));
  return known.success ? known.data.deployment.secrets_providers?.state?.salt : undefined; // the store tells what is wrong
}

const secretsProvider = z.object({
  type: z.string().optional(),
  state: z.object({ salt: z.string().optional() }).optional(),
});
const deployment = z.object({ deployment: z.object({ secrets_providers: secretsProvider.nullish() }) });

function parseJson(text: string, folder: StackFolder): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProjectError(
      `${folder.state} is not JSON: restore it, or delete ${folder.directory} to forget this stack`,
    );
  }
}

/** The passphrase of local states, made at first use; it is in `folder.passphrase` from then on. */
export async function ownPassphrase(folder: StackFolder): Promise<string> {
  makeStackFolder(folder);
  const known = await readIfThere(folder.passphrase);
  if (known !== undefined) return known.trim();
  const passphrase = randomBytes(24).toString("base64url");
  const mine = `${folder.passphrase}.${randomUUID()}`;
  await writeFile(mine, `${passphrase}\n`, { mode: 0o600 });
  try {
    await link(mine, folder.passphrase); // it appears with its content: a run on another stack reads it whole
    return passphrase;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return (await readFile(folder.passphrase, "utf8")).trim();
  } finally {
    await rm(mine, { force: true });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
