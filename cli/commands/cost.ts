/** What a deployment costs while nobody does anything: the stack's state, or a file that tells of one. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { shownMap } from "../../local";
import { type Deployment, deploymentOf, idleCost, NotADeployment, readDeployment } from "../../review";
import type { CommandAction, CommandInput } from "../commands";
import { exitCodes, UsageError } from "../errors";
import { costLines } from "../output/cost";
import { openState } from "../state";
import { coloursFor } from "../terminal";

export const cost: CommandAction = async (input) => {
  const { terminal, options } = input;
  const { name, deployment } = options.file === undefined ? await stateOf(input) : await fileOf(input, options.file);
  const result = idleCost(deployment);
  const width = terminal.out.isTTY ? terminal.out.columns : undefined;
  const text = options.json
    ? `${JSON.stringify({ of: name, ...result }, null, 2)}\n`
    : costLines(name, result, { width, colours: coloursFor(terminal) })
        .map((line) => `${line}\n`)
        .join("");
  terminal.out.write(text);
  return exitCodes.ok;
};

interface Named {
  name: string;
  deployment: Deployment;
}

async function stateOf(input: CommandInput): Promise<Named> {
  const state = await openState(input);
  const snapshot = await state.store.load();
  if (!snapshot)
    throw new UsageError(
      `stack ${state.stack} is not up, so it has no state: run flotilla up --stack ${state.stack}; or, for what it would ` +
        `cost, flotilla preview --stack ${state.stack} --json > preview.json, then flotilla cost --file preview.json`,
    );
  const resources = snapshot.resources.map((resource) => ({
    ...resource,
    inputs: shownMap(resource.inputs),
    outputs: shownMap(resource.outputs),
  }));
  return { name: `${state.project}/${state.stack}`, deployment: deploymentOf(resources) };
}

async function fileOf({ terminal, options }: CommandInput, file: string): Promise<Named> {
  if (options.stack !== undefined) throw new UsageError("--file is read instead of a stack's state: give no --stack");
  let text: string;
  try {
    text = await readFile(resolve(terminal.cwd, file), "utf8");
  } catch (error) {
    throw new UsageError(`--file ${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return { name: file, deployment: readDeployment(text) };
  } catch (error) {
    if (error instanceof NotADeployment)
      throw new UsageError(`--file ${file} tells of no deployment: ${error.message}`);
    throw error;
  }
}
