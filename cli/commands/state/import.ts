/** Replaces the state by another one of the same stack, from either engine. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { decodeDeployment, refuseForeign, type Snapshot, secretsOfDeployment } from "../../../local";
import type { CommandAction, CommandInput } from "../../commands";
import { declined, requireConsent } from "../../confirm";
import { errorText, exitCodes, UsageError } from "../../errors";
import { plural } from "../../output/words";
import { changeState, openState, type StackState } from "../../state";

export const importState: CommandAction = async (input) => {
  const { terminal, options } = input;
  requireConsent(terminal, "state import", options);
  if (options.file === undefined && !options.yes)
    throw new UsageError(
      "the state is read from standard input, where no answer can come from too: add --yes, or --file",
    );
  const source = options.file ?? "standard input";
  const json = parse(await readSource(input), source);
  const state = await openState(input);
  const imported = await decode(json, state, source, input);
  const before = (await state.store.load())?.resources.length ?? 0;
  terminal.out.write(
    `${plural(imported.resources.length, "resource")} in ${source} ${before === 0 ? "for" : `in place of ${before} of`} ` +
      `stack ${state.stack}; the cloud stays as it is\n`,
  );
  if (!options.yes) {
    const answer = await declined(terminal, "\nReplace the state?");
    if (answer !== undefined) return answer;
  }
  await changeState(input, "state import", async () => imported);
  terminal.out.write("imported\n");
  return exitCodes.ok;
};

async function readSource({ terminal, options }: CommandInput): Promise<string> {
  if (options.file === undefined) return text(terminal.in);
  try {
    return await readFile(resolve(terminal.cwd, options.file), "utf8");
  } catch (error) {
    throw new UsageError(`--file ${options.file} cannot be read: ${(error as Error).message}`);
  }
}

function parse(content: string, source: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new UsageError(`${source} is not JSON, so it is no state: ${(error as Error).message}; nothing was changed`);
  }
}

async function decode(json: unknown, state: StackState, source: string, input: CommandInput): Promise<Snapshot> {
  try {
    const crypter = await secretsOfDeployment(json, state.folder, input.terminal.environment);
    const snapshot = decodeDeployment(json, crypter ?? (await state.secrets()).crypter);
    refuseForeign(snapshot, state);
    return snapshot;
  } catch (error) {
    throw new UsageError(
      `${source} cannot be the state of stack ${state.stack}: ${errorText(error)}; nothing was changed`,
    );
  }
}
