import { refuseUnreadable } from "../../local";
import type { CommandAction } from "../commands";
import { declined, requireConsent } from "../confirm";
import { exitCodes } from "../errors";
import { runOperation } from "../run-operation";
import { readTask } from "../task";

/** With `--yes` there is no preview first: the update checks all that a preview checks. */
export const up: CommandAction = async (input) => {
  const { terminal, options } = input;
  requireConsent(terminal, "up", options);
  const task = await readTask(input);
  refuseUnreadable(task.config);
  if (!options.yes) {
    const code = await runOperation(task, "preview", true);
    if (code !== exitCodes.ok) return code;
    const answer = await declined(terminal, `\nBring ${task.stack.stack} up?`);
    if (answer !== undefined) return answer;
  }
  return runOperation(task, "up", false);
};
