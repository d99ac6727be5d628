/** Forgets a resource: it stays in the cloud, and nobody here knows of it any more. */
import { findResource, parseUrn, withoutResource } from "../../../local";
import type { CommandAction } from "../../commands";
import { declined, requireConsent } from "../../confirm";
import { exitCodes } from "../../errors";
import { plural } from "../../output/report";
import { changeState, openState, readState } from "../../state";

export const deleteFromState: CommandAction = async (input) => {
  const { terminal, options } = input;
  const [text = ""] = input.arguments;
  requireConsent(terminal, "state delete", options);
  const how = { dependents: options.targetDependents ?? false, force: options.force ?? false };
  const snapshot = await readState(await openState(input));
  const { forgotten } = withoutResource(snapshot, findResource(snapshot, text), how);
  terminal.out.write(
    `${plural(forgotten.length, "resource")} to forget; what of it is in the cloud stays there:\n` +
      forgotten.map(({ urn }) => `  ${parseUrn(urn).name} (${parseUrn(urn).type})\n`).join(""),
  );
  if (!options.yes) {
    const answer = await declined(terminal, "\nForget?");
    if (answer !== undefined) return answer;
  }
  await changeState(input, "state delete", async (state) => {
    const now = await readState(state); // it may have changed while the question stood
    return withoutResource(now, findResource(now, text), how).snapshot;
  });
  terminal.out.write("forgotten\n");
  return exitCodes.ok;
};
