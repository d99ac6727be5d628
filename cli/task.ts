/** What an operation is about: read and checked before anything is shown or started. */
import { randomBytes } from "node:crypto";
import * as local from "../local";
import type { CommandInput, Options } from "./commands";
import { UsageError } from "./errors";
import { refuseSarif } from "./gate";
import { type ChosenPack, choosePacks } from "./packs";
import { openProject, openStack } from "./session";

/** The parts of `local/` that do the work; a test may give others. */
export type Machinery = Pick<
  typeof local,
  "preview" | "up" | "refresh" | "destroy" | "LocalCloud" | "FileStateStore" | "startPolicyPack"
>;

export interface Task {
  input: CommandInput;
  machinery: Machinery;
  project: local.Project;
  stack: local.StackFile;
  folder: local.StackFolder;
  config: local.StackConfig;
  /** Key → value, for this run alone. */
  overrides: ReadonlyMap<string, string>;
  /** URN → id of what interrupted creates have made. */
  pendingCreates: ReadonlyMap<string, string>;
  /** What is made to fail, to rehearse it. */
  faults: readonly local.Fault[];
  /** The policy packs that judge. */
  packs: readonly ChosenPack[];
  /** Derived when they are first asked for, which takes a moment. */
  secrets: () => Promise<local.PassphraseSecrets>;
  /** A preview and the update that follows it give the same automatic names. */
  seed: Uint8Array;
}

export async function readTask(input: CommandInput, machinery: Machinery = local): Promise<Task> {
  refuseSenseless(input.options);
  const project = openProject(input);
  const stack = openStack(project, input.options.stack);
  const overrides = new Map((input.options.config ?? []).map((text) => overrideOf(project, text)));
  const pendingCreates = pendingCreatesOf(input.options.importPendingCreates ?? []);
  const faults = (input.options.fault ?? []).map(faultOf);
  const packs = choosePacks(input, project);
  refuseSarif(input, packs);
  const { environment } = input.terminal;
  const config = await local.stackConfig(project, stack, overrides, environment);
  const folder = local.stackFolder(project, stack.stack);
  let derived: Promise<local.PassphraseSecrets> | undefined;
  const secrets = () => (derived ??= local.stateSecrets(folder, environment));
  return {
    input,
    machinery,
    project,
    stack,
    folder,
    config,
    overrides,
    pendingCreates,
    faults,
    packs,
    secrets,
    seed: randomBytes(32),
  };
}

function refuseSenseless({ target = [], targetDependents, excludeProtected }: Options): void {
  if (targetDependents && target.length === 0)
    throw new UsageError("--target-dependents is about what needs a target: name one with --target, or leave it out");
  if (excludeProtected && target.length > 0)
    throw new UsageError("--exclude-protected is about all that there is, --target about some of it: leave one out");
}

/** The list is the real engine's: a URN, an id, a URN, an id. */
function pendingCreatesOf(list: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>();
  for (let at = 0; at < list.length; at += 2) {
    const [urn, id] = list.slice(at, at + 2) as [string, string?];
    if (!urn.startsWith("urn:pulumi:"))
      throw new UsageError(
        `--import-pending-creates ${urn}: it is no URN; give the URN of a pending create, then its id`,
      );
    if (id === undefined || id === "")
      throw new UsageError(`--import-pending-creates ${urn}: its id is missing; give it with the flag once more`);
    if (pairs.has(urn)) throw new UsageError(`--import-pending-creates ${urn}: it is named twice; give it once`);
    pairs.set(urn, id);
  }
  return pairs;
}

function faultOf(text: string): local.Fault {
  try {
    return local.parseFault(text);
  } catch (error) {
    throw error instanceof local.UnreadableFault ? new UsageError(`--fault ${error.message}`) : error;
  }
}

function overrideOf(project: local.Project, text: string): [key: string, value: string] {
  try {
    return local.parseOverride(project, text);
  } catch (error) {
    throw error instanceof local.ProjectError ? new UsageError(error.message) : error;
  }
}
