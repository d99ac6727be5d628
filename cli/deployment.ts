/** What a command about a deployment reads: the stack's state, or a file that tells of one. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { shownMap } from "../local";
import { type Deployment, deploymentOf, NotADeployment, readDeployment } from "../review";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";
import { openState } from "./state";

export interface NamedDeployment {
  /** What it is shown as: `flotilla/staging`, or the file. */
  name: string;
  deployment: Deployment;
}

/** `instead`: what else the command could be run on while the stack is not up. */
export function openDeployment(input: CommandInput, instead: string, command: string): Promise<NamedDeployment> {
  const { file } = input.options;
  if (file === undefined) return stateOf(input, instead, command);
  if (input.options.stack !== undefined)
    throw new UsageError("--file is read instead of a stack's state: give no --stack");
  return fileOf(input, "--file", file);
}

async function stateOf(input: CommandInput, instead: string, command: string): Promise<NamedDeployment> {
  const state = await openState(input);
  const snapshot = await state.store.load();
  if (!snapshot)
    throw new UsageError(
      `stack ${state.stack} is not up, so it has no state: run flotilla up --stack ${state.stack}; or, for ${instead}, ` +
        `flotilla preview --stack ${state.stack} --json > preview.json, then flotilla ${command} --file preview.json`,
    );
  const resources = snapshot.resources.map((resource) => ({
    ...resource,
    inputs: shownMap(resource.inputs),
    outputs: shownMap(resource.outputs),
  }));
  return { name: `${state.project}/${state.stack}`, deployment: deploymentOf(resources) };
}

/** The deployment that a file tells of, which was named with a flag. */
export async function fileOf({ terminal }: CommandInput, flag: string, file: string): Promise<NamedDeployment> {
  let text: string;
  try {
    text = await readFile(resolve(terminal.cwd, file), "utf8");
  } catch (error) {
    throw new UsageError(`${flag} ${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return { name: file, deployment: readDeployment(text) };
  } catch (error) {
    if (error instanceof NotADeployment)
      throw new UsageError(`${flag} ${file} tells of no deployment: ${error.message}`);
    throw error;
  }
}
