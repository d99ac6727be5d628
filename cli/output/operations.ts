/** How each operation is named and marked. */
import type { StepOp } from "../../local";

export type OperationKind = "preview" | "up" | "refresh" | "destroy";

type Colour = "green" | "yellow" | "red" | "magenta" | "cyan" | "dim";

interface Words {
  sigil: string;
  colour: Colour;
  plan: string;
  doing: string;
  done: string;
}

export const words: Record<StepOp, Words> = {
  same: { sigil: " ", colour: "dim", plan: "unchanged", doing: "checking", done: "unchanged" },
  create: { sigil: "+", colour: "green", plan: "create", doing: "creating", done: "created" },
  update: { sigil: "~", colour: "yellow", plan: "update", doing: "updating", done: "updated" },
  delete: { sigil: "-", colour: "red", plan: "delete", doing: "deleting", done: "deleted" },
  replace: { sigil: "±", colour: "magenta", plan: "replace", doing: "replacing", done: "replaced" },
  "create-replacement": { sigil: "±", colour: "magenta", plan: "replace", doing: "replacing", done: "replaced" },
  "delete-replaced": {
    sigil: "-",
    colour: "red",
    plan: "delete the replaced one",
    doing: "deleting the replaced one",
    done: "deleted the replaced one",
  },
  "remove-pending-replace": { sigil: "-", colour: "dim", plan: "forget", doing: "forgetting", done: "forgotten" },
  read: { sigil: ">", colour: "cyan", plan: "read", doing: "reading", done: "read" },
  "read-replacement": { sigil: "±", colour: "magenta", plan: "replace", doing: "replacing", done: "replaced" },
  refresh: { sigil: ">", colour: "cyan", plan: "refresh", doing: "refreshing", done: "refreshed" },
  discard: { sigil: "-", colour: "cyan", plan: "discard", doing: "discarding", done: "discarded" },
  "discard-replaced": {
    sigil: "-",
    colour: "cyan",
    plan: "discard the replaced one",
    doing: "discarding the replaced one",
    done: "discarded the replaced one",
  },
  import: { sigil: "=", colour: "cyan", plan: "import", doing: "importing", done: "imported" },
  "import-replacement": { sigil: "±", colour: "magenta", plan: "replace", doing: "replacing", done: "replaced" },
};

/** What a refresh finds has happened already, and is nothing that it does. */
export const found: Partial<Record<StepOp, string>> = { update: "drifted", delete: "gone from the cloud" };

/** What was changed, in a steady order, and what was not. The two halves of a replacement count as one. */
export function counted(changes: Partial<Record<StepOp, number>>): [op: StepOp, count: number][] {
  const { same: _, ...changing } = words;
  return [...(Object.keys(changing) as StepOp[]), "same" as const].flatMap((op) => {
    const count = changes[op] ?? 0;
    return count > 0 ? [[op, count]] : [];
  });
}

export function hasChanges(changes: Partial<Record<StepOp, number>>): boolean {
  return counted(changes).some(([op]) => op !== "same" && op !== "refresh");
}
