/** Who from outside may do what, and what a change makes of that. */
import { callerChanges, callersOf } from "../../review";
import type { CommandAction } from "../commands";
import { fileOf, openDeployment } from "../deployment";
import { exitCodes } from "../errors";
import { callerChangeLines, callerLines } from "../output/callers";
import { coloursFor } from "../terminal";

export const callers: CommandAction = async (input) => {
  const { terminal, options } = input;
  const { name, deployment } = await openDeployment(input, "who would be let in", "callers");
  const colours = coloursFor(terminal);
  const print = (result: object, lines: string[]) =>
    terminal.out.write(
      options.json
        ? `${JSON.stringify({ of: name, ...result }, null, 2)}\n`
        : lines.map((line) => `${line}\n`).join(""),
    );
  if (options.against === undefined) {
    const all = callersOf(deployment);
    print({ callers: all }, callerLines(name, all, colours));
  } else {
    const after = await fileOf(input, "--against", options.against);
    const changes = callerChanges(deployment, after.deployment);
    print({ against: after.name, changes }, callerChangeLines(name, after.name, changes, colours));
  }
  return exitCodes.ok;
};
