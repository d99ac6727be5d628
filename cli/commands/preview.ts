import type { CommandAction } from "../commands";
import { runOperation } from "../run-operation";
import { readTask } from "../task";

export const preview: CommandAction = async (input) => runOperation(await readTask(input), "preview", true);
