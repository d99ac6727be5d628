/** Forgets a resource, or an interrupted create of one: it stays in the cloud, and nobody here knows of it any more. */
import {
  type Forgetting,
  findResource,
  parseUrn,
  pendingCreates,
  type Snapshot,
  withoutOperations,
  withoutResource,
} from "../../../local";
import type { CommandAction } from "../../commands";
import { declined, requireConsent } from "../../confirm";
import { exitCodes } from "../../errors";
import { plural } from "../../output/words";
import { changeState, openState, readState } from "../../state";

export const deleteFromState: CommandAction = async (input) => {
  const { terminal, options } = input;
  const [text = ""] = input.arguments;
  requireConsent(terminal, "state delete", options);
  const how = { dependents: options.targetDependents ?? false, force: options.force ?? false };
  const { what, urns } = without(await readState(await openState(input)), text, how);
  terminal.out.write(
    `${plural(urns.length, what)} to forget; what of it is in the cloud stays there:\n` +
      urns.map((urn) => `  ${parseUrn(urn).name} (${parseUrn(urn).type})\n`).join(""),
  );
  if (!options.yes) {
    const answer = await declined(terminal, "\nForget?");
    if (answer !== undefined) return answer;
  }
  await changeState(input, "state delete", async (state) => {
    return without(await readState(state), text, how).snapshot; // it may have changed while the question stood
  });
  terminal.out.write("forgotten\n");
  return exitCodes.ok;
};

function without(
  snapshot: Snapshot,
  text: string,
  how: Forgetting,
): { snapshot: Snapshot; what: string; urns: string[] } {
  const pending = pendingCreates(snapshot, text);
  if (pending.length > 0)
    return {
      snapshot: withoutOperations(snapshot, pending),
      what: "interrupted create",
      urns: pending.map(({ resource }) => resource.urn),
    };
  const { snapshot: left, forgotten } = withoutResource(snapshot, findResource(snapshot, text), how);
  return { snapshot: left, what: "resource", urns: forgotten.map(({ urn }) => urn) };
}
