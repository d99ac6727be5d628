/** What an account must be granted to preview or deploy the stack: read from its state, or from a file that tells of one. */
import { neededRoles } from "../../review";
import type { CommandAction } from "../commands";
import { openDeployment } from "../deployment";
import { exitCodes } from "../errors";
import { answer } from "../output/answer";
import { roleLines } from "../output/roles";

export const roles: CommandAction = async (input) => {
  const { name, deployment } = await openDeployment(input, "what it would need", "roles");
  const needed = neededRoles(deployment);
  answer(input, { of: name, ...needed }, (look) => roleLines(name, needed, look));
  return exitCodes.ok;
};
