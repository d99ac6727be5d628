/** Ways in which our results differ on purpose: what the real engine's are to be turned into. */
import type { NormalResult, NormalStep } from "./normal";

type Turn = (theirs: NormalResult, before: NormalResult) => NormalResult;

/** The real engine deletes until it meets what must not go; ours asks first, and then deletes nothing. */
export const nothingDeleted: Turn = (theirs, before) => {
  const { delete: _deleted, ...changes } = theirs.changes;
  const kept = Object.entries(theirs.resources).filter(([, steps]) => steps.every(({ op }) => op !== "delete"));
  return {
    ...theirs,
    changes,
    resources: Object.fromEntries(kept),
    order: [],
    state: before.state,
    cloud: before.cloud,
  };
};

/** The messages are others. */
export const saying =
  (...diagnostics: string[]): Turn =>
  (theirs) => ({ ...theirs, diagnostics });

/** What was done to one resource is something else. */
export const doing =
  (urn: string, turn: (steps: NormalStep[]) => NormalStep[]): Turn =>
  (theirs) => ({ ...theirs, resources: { ...theirs.resources, [urn]: turn(theirs.resources[urn] ?? []) } });

/** One resource of the state is something else. */
export const leaving =
  (urn: string, fields: Record<string, unknown>): Turn =>
  (theirs) => ({
    ...theirs,
    state: theirs.state.map((resource) => (resource.urn === urn ? { ...resource, ...fields } : resource)),
  });

export const all =
  (...turns: Turn[]): Turn =>
  (theirs, before) =>
    turns.reduce((result, turn) => turn(result, before), theirs);
