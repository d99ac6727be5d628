/** The resources of the state, under their parents. */
import { parseUrn, type ResourceState } from "../../../local";
import type { CommandAction } from "../../commands";
import { exitCodes } from "../../errors";
import { shortType } from "../../output/progress";
import { openState, readState } from "../../state";

export const list: CommandAction = async (input) => {
  const { resources } = await readState(await openState(input));
  const { terminal, options } = input;
  terminal.out.write(options.json ? `${JSON.stringify(resources.map(described), null, 2)}\n` : tree(resources));
  return exitCodes.ok;
};

function described(state: ResourceState) {
  const { urn, type, id, parent, protect, external, pendingReplacement, delete: replaced } = state;
  return {
    urn,
    type,
    name: parseUrn(urn).name,
    ...(id !== undefined && { id }),
    ...(parent && { parent }),
    ...(protect && { protect }),
    ...(external && { external }),
    ...((replaced || pendingReplacement) && { replaced: true }),
  };
}

function tree(resources: readonly ResourceState[]): string {
  const children = new Map<string, ResourceState[]>();
  for (const state of resources) {
    const { parent = "" } = state;
    children.set(parent, [...(children.get(parent) ?? []), state]);
  }
  const lines: string[] = [];
  const place = (states: readonly ResourceState[], lead: string, depth: number) =>
    states.forEach((state, i) => {
      const last = i === states.length - 1;
      const branch = depth === 0 ? "" : `${lead}${last ? "└─ " : "├─ "}`;
      lines.push(`${branch}${shortType(state.type)}  ${parseUrn(state.urn).name}${marks(state)}`);
      if (!state.delete)
        place(children.get(state.urn) ?? [], depth === 0 ? "" : `${lead}${last ? "   " : "│  "}`, depth + 1);
    });
  place(children.get("") ?? [], "", 0);
  return lines.map((line) => `${line}\n`).join("");
}

function marks(state: ResourceState): string {
  const words = [
    state.protect && "protected",
    state.external && "only read",
    (state.delete || state.pendingReplacement) && "replaced, still to be deleted",
  ].filter(Boolean);
  return words.length > 0 ? `  (${words.join(", ")})` : "";
}
