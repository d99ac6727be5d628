/** What a command about a deployment reads: the stack's state, or a file that tells of one. */
import { shownMap } from "../local";
import { type Deployment, deploymentOf } from "../review";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";
import { readNamed, readSaved } from "./saved";
import { openState } from "./state";

export interface NamedDeployment {
  /** What it is shown as: `flotilla/staging`, or the file. */
  name: string;
  deployment: Deployment;
}

/** `instead`: what else the command could be run on while the stack is not up. */
export async function openDeployment(input: CommandInput, instead: string, command: string): Promise<NamedDeployment> {
  const { file } = input.options;
  if (file === undefined) return stateOf(input, instead, command);
  return { name: file, deployment: deploymentOf(await readSaved(input, file)) };
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
export async function fileOf(input: CommandInput, flag: string, file: string): Promise<NamedDeployment> {
  return { name: file, deployment: deploymentOf(await readNamed(input, flag, file)) };
}
