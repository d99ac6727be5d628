import type { CommandAction } from "../commands";
import { declined, requireConsent } from "../confirm";
import { exitCodes } from "../errors";
import { runOperation } from "../run-operation";
import { readTask } from "../task";

export const refresh: CommandAction = async (input) => {
  const { terminal, options } = input;
  requireConsent(terminal, "refresh", options);
  const task = await readTask(input);
  if (!options.yes) {
    const code = await runOperation(task, "refresh", true);
    if (code !== exitCodes.ok) return code;
    const answer = await declined(terminal, `\nTake this into the state of ${task.stack.stack}?`);
    if (answer !== undefined) return answer;
  }
  return runOperation(task, "refresh", false);
};
