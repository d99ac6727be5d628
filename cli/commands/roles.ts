/** What an account must be granted to preview or deploy the stack: read from its state, or from a file that tells of one. */
import { neededRoles } from "../../review";
import type { CommandAction } from "../commands";
import { openDeployment } from "../deployment";
import { exitCodes } from "../errors";
import { roleLines } from "../output/roles";
import { coloursFor } from "../terminal";

export const roles: CommandAction = async (input) => {
  const { terminal, options } = input;
  const { name, deployment } = await openDeployment(input, "what it would need", "roles");
  const needed = neededRoles(deployment);
  const width = terminal.out.isTTY ? terminal.out.columns : undefined;
  const lines = options.json
    ? [JSON.stringify({ of: name, ...needed }, null, 2)]
    : roleLines(name, needed, { width, colours: coloursFor(terminal) });
  terminal.out.write(lines.map((line) => `${line}\n`).join(""));
  return exitCodes.ok;
};
