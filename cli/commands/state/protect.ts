/** Protection is the program's to decide: this is for when the program is not at hand, or comes too late. */
import { findResource, parseUrn, withProtection } from "../../../local";
import type { CommandAction, CommandInput } from "../../commands";
import { exitCodes } from "../../errors";
import { changeState, readState } from "../../state";

export const protect: CommandAction = (input) => setProtection(input, true);

export const unprotect: CommandAction = (input) => setProtection(input, false);

async function setProtection(input: CommandInput, wanted: boolean): Promise<number> {
  const [text = ""] = input.arguments;
  const word = wanted ? "protect" : "unprotect";
  await changeState(input, `state ${word}`, async (state) => {
    const snapshot = await readState(state);
    const { urn } = findResource(snapshot, text);
    input.terminal.out.write(
      `${parseUrn(urn).name} is ${wanted ? "protected" : "no longer protected"}; the next up makes it what the program says\n`,
    );
    return withProtection(snapshot, urn, wanted);
  });
  return exitCodes.ok;
}
