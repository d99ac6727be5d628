/** What an operation is about: read and checked before anything is shown or started. */
import { randomBytes } from "node:crypto";
import * as local from "../local";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";
import { openProject, openStack } from "./session";

/** The parts of `local/` that do the work; a test may give others. */
export type Machinery = Pick<
  typeof local,
  "preview" | "up" | "destroy" | "LocalCloud" | "FileStateStore" | "startPolicyPack"
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
  /** Under way already: a key takes a moment to derive, and a program to load. */
  secrets: Promise<local.StateSecrets>;
  /** A preview and the update that follows it give the same automatic names. */
  seed: Uint8Array;
}

export async function readTask(input: CommandInput, machinery: Machinery = local): Promise<Task> {
  const project = openProject(input);
  const stack = openStack(project, input.options.stack);
  const overrides = new Map((input.options.config ?? []).map((text) => overrideOf(project, text)));
  const { environment } = input.terminal;
  const config = await local.stackConfig(project, stack, overrides, environment);
  const folder = local.stackFolder(project, stack.stack);
  const secrets = local.stateSecrets(folder, environment);
  secrets.catch(() => {}); // whoever asks for the state is told
  return { input, machinery, project, stack, folder, config, overrides, secrets, seed: randomBytes(32) };
}

function overrideOf(project: local.Project, text: string): [key: string, value: string] {
  try {
    return local.parseOverride(project, text);
  } catch (error) {
    throw error instanceof local.ProjectError ? new UsageError(error.message) : error;
  }
}
