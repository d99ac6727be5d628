/** What a program gets as configuration: the stack file over the project's declarations, and what one run sets on top. */
import { configText, hasSecure, replaceSecure, tooLarge } from "./config-value";
import { type ConfigDeclaration, fits, fullKey, namespaceOf, typeText } from "./declaration";
import { type Mistake, ProjectError } from "./errors";
import type { Project } from "./project-file";
import type { StackFile } from "./stack-file";
import { stackFileDecrypter } from "./stack-secrets";

export interface StackConfig {
  /** Full key → value as a string; an object is JSON. */
  values: Record<string, string>;
  secretKeys: string[];
  /** Keys whose encrypted values could not be read: `values` holds a placeholder for them. */
  unreadable: string[];
  /** Why they could not. */
  unreadableBecause: string | undefined;
  warnings: string[];
}

/** What stands for an encrypted value that this machine cannot decrypt. A program may recognise it by its first word. */
export function placeholder(key: string): string {
  return `[unreadable secret ${key}]`;
}

/** `name=value` or `namespace:name=value`, as given to `--config`. */
export function parseOverride(project: Project, text: string): [key: string, value: string] {
  const equals = text.indexOf("=");
  const key = fullKey(project.name, text.slice(0, Math.max(equals, 0)));
  if (!key) throw new ProjectError(`--config ${text}: write key=value, as in ${project.name}:name=value`);
  return [key, text.slice(equals + 1)];
}

export async function stackConfig(
  project: Project,
  stack: StackFile,
  overrides: ReadonlyMap<string, string> = new Map(),
  environment: NodeJS.ProcessEnv = process.env,
): Promise<StackConfig> {
  const written = new Map<string, unknown>([...stack.config, ...overrides]);
  const encrypted = [...written].filter(([, value]) => hasSecure(value)).map(([key]) => key);
  const { decrypt, reason } = await stackFileDecrypter(stack, encrypted.length > 0, environment);
  const unreadable = decrypt ? [] : encrypted;
  const readable = decrypt
    ? decrypted(stack, written, decrypt)
    : new Map([...written].map(([key, value]) => [key, replaceSecure(value, () => placeholder(key))]));
  refuseMistakes(project, stack, written, readable, unreadable);

  const values: Record<string, string> = {};
  for (const declared of project.declarations) {
    const preset = declared.value ?? declared.default;
    if (preset !== undefined) values[declared.key] = configText(preset);
  }
  for (const [key, value] of readable) values[key] = configText(value);
  // An encrypted key stays secret when one run sets it in plain text.
  const everEncrypted = [...stack.config].filter(([, value]) => hasSecure(value)).map(([key]) => key);
  const declaredSecret = project.declarations
    .filter(({ secret, key }) => secret && key in values)
    .map(({ key }) => key);
  return {
    values,
    secretKeys: [...new Set([...everEncrypted, ...declaredSecret])],
    unreadable,
    unreadableBecause: reason,
    warnings: warningsOf(stack, unreadable, reason),
  };
}

/** For an operation that makes real changes: a placeholder must not reach a resource. */
export function refuseUnreadable(config: StackConfig): void {
  if (config.unreadable.length === 0) return;
  const given = config.unreadable.map((key) => `--config ${key}=…`).join(" ");
  throw new ProjectError(
    `cannot decrypt ${config.unreadable.join(", ")}: ${config.unreadableBecause}. A value can be given for this run ` +
      `instead: ${given}`,
  );
}

/** The right passphrase opens them all: one that it does not open is a mistake in the file. */
function decrypted(
  stack: StackFile,
  written: ReadonlyMap<string, unknown>,
  decrypt: (ciphertext: string) => string,
): Map<string, unknown> {
  const mistakes: Mistake[] = [];
  const readable = new Map<string, unknown>();
  for (const [key, value] of written)
    try {
      readable.set(key, replaceSecure(value, decrypt));
    } catch (error) {
      if (!(error instanceof ProjectError)) throw error;
      const remedy = `set it again with \`pulumi config set --secret ${key}\``;
      mistakes.push(stack.file.mistake(stack.pathOf(key), `cannot be decrypted: ${error.message}: ${remedy}`));
    }
  stack.file.refuse(mistakes);
  return readable;
}

function warningsOf(stack: StackFile, unreadable: readonly string[], reason: string | undefined): string[] {
  const empty = [...stack.config].filter(([, value]) => value === null || value === undefined).map(([key]) => key);
  return [
    ...unreadable.map((key) => `${key} is encrypted and stands as a placeholder in this preview: ${reason}`),
    ...empty.map(
      (key) => `${stack.shown}: ${key} has no value and is read as an empty text: write "" if that is meant`,
    ),
  ];
}

/** Missing keys and wrong types, all at once; what could not be decrypted is not judged. */
function refuseMistakes(
  project: Project,
  stack: StackFile,
  written: ReadonlyMap<string, unknown>,
  readable: ReadonlyMap<string, unknown>,
  unreadable: readonly string[],
): void {
  const missing = project.declarations.filter(
    ({ key, ...declared }) =>
      namespaceOf(key) === project.name &&
      !written.has(key) &&
      declared.default === undefined &&
      declared.value === undefined,
  );
  const mistakes = missing.map(({ key, description }) =>
    stack.file.mistake(["config"], `${key} is missing${description ? ` (${description})` : ""}`),
  );
  for (const [key, value] of readable) {
    const declared = project.declarations.find((declaration) => declaration.key === key);
    const overridden = written.get(key) !== stack.config.get(key);
    const message = valueMistake(declared, written.get(key), value, unreadable.includes(key), overridden);
    if (message && overridden) throw new ProjectError(`--config ${key}: ${message}`);
    if (message) mistakes.push(stack.file.mistake(stack.pathOf(key), message));
  }
  stack.file.refuse(mistakes);
}

function valueMistake(
  declared: ConfigDeclaration | undefined,
  written: unknown,
  readable: unknown,
  unreadable: boolean,
  overridden: boolean,
): string | undefined {
  const large = tooLarge(readable);
  if (large !== undefined) return `${large} is too large a number for JSON: write it in quotes`;
  if (declared?.secret && !overridden && !hasSecure(written))
    return "is declared secret, and stands here in plain text: set it with `pulumi config set --secret`";
  if (!declared?.type || unreadable) return undefined;
  const judged = typeof readable === "object" && readable !== null ? readable : configText(readable);
  if (fits(declared, judged)) return undefined;
  return `must be ${typeText(declared)}, is ${declared.secret ? "[secret]" : configText(readable)}`;
}
