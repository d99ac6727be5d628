/** What a deployment costs while nobody does anything: the stack's state, or a file that tells of one. */
import { shownMap } from "../../local";
import { type Deployment, deploymentOf, idleCost } from "../../review";
import type { CommandAction, CommandInput } from "../commands";
import { exitCodes, UsageError } from "../errors";
import { costLines } from "../output/cost";
import { readSaved } from "../saved";
import { openState } from "../state";
import { coloursFor } from "../terminal";

export const cost: CommandAction = async (input) => {
  const { terminal, options } = input;
  const { name, deployment } =
    options.file === undefined
      ? await stateOf(input)
      : { name: options.file, deployment: deploymentOf(await readSaved(input, options.file)) };
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
