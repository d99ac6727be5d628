/** Who from outside may do what, and what a change makes of that. */
import { callerChanges, callersOf } from "../../review";
import type { CommandAction } from "../commands";
import { fileOf, openDeployment } from "../deployment";
import { exitCodes } from "../errors";
import { answer } from "../output/answer";
import { callerChangeLines, callerLines } from "../output/callers";

export const callers: CommandAction = async (input) => {
  const { name, deployment } = await openDeployment(input, "who would be let in", "callers");
  const { against } = input.options;
  if (against === undefined) {
    const all = callersOf(deployment);
    answer(input, { of: name, callers: all }, ({ colours }) => callerLines(name, all, colours));
  } else {
    const after = await fileOf(input, "--against", against);
    const changes = callerChanges(deployment, after.deployment);
    answer(input, { of: name, against: after.name, changes }, ({ colours }) =>
      callerChangeLines(name, after.name, changes, colours),
    );
  }
  return exitCodes.ok;
};
