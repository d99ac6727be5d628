/** What a deployment costs while nobody does anything: the stack's state, or a file that tells of one. */
import { idleCost } from "../../review";
import type { CommandAction } from "../commands";
import { openDeployment } from "../deployment";
import { exitCodes } from "../errors";
import { costLines } from "../output/cost";
import { coloursFor } from "../terminal";

export const cost: CommandAction = async (input) => {
  const { terminal, options } = input;
  const { name, deployment } = await openDeployment(input, "what it would cost", "cost");
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
