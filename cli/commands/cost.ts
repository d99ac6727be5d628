/** What a deployment costs while nobody does anything: the stack's state, or a file that tells of one. */
import { idleCost } from "../../review";
import type { CommandAction } from "../commands";
import { openDeployment } from "../deployment";
import { exitCodes } from "../errors";
import { answer } from "../output/answer";
import { costLines } from "../output/cost";

export const cost: CommandAction = async (input) => {
  const { name, deployment } = await openDeployment(input, "what it would cost", "cost");
  const result = idleCost(deployment);
  answer(input, { of: name, ...result }, (look) => costLines(name, result, look));
  return exitCodes.ok;
};
