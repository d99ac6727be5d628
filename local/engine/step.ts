/** A step: one thing to be done to one resource, as data. `plan.ts` decides on steps, `execute.ts` does them. */
import type { StepOp } from "../events";
import type { DiffKind } from "../provider";
import type { ResourceState } from "./state";

export interface Step {
  op: StepOp;
  urn: string;
  old?: ResourceState;
  new?: ResourceState;
  /** Whether it counts as a change: a replacement is three steps and counts once. */
  logical: boolean;
  /** The old resource lives on and is deleted at the end (replaced after its successor was made). */
  pendingDelete?: boolean;
  /** The resource stays in the state, deleted, until its successor is made. */
  pendingReplacement?: boolean;
  /** The cloud deletes the resource together with another (`deletedWith`). */
  withAnother?: boolean;
  /** The resource stays as it is because it is no target. */
  untargeted?: boolean;
  /** The resource is no target and does not exist: nothing is made, and the state does not tell of it. */
  unmade?: boolean;
  /** The resource that an imported one takes the place of. `old` is, once it was read, what was imported. */
  original?: ResourceState;
  /** What a refresh has found; where the refresh is the whole operation, it is counted as that. */
  outcome?: "same" | "update" | "delete";
  difference?: Difference;
}

export interface Difference {
  /** Top-level properties that replace the resource. */
  replaces: string[];
  /** Top-level properties that differ. */
  changed: string[];
  /** Property path → kind. */
  detailed: Record<string, DiffKind>;
  /** The reason lies outside the properties, and they were not compared. */
  uncompared?: true;
  deleteBeforeReplace: boolean;
  /** The resource is replaced because its `replacementTrigger` has changed. */
  triggered?: true;
  /** What changes, if anything, only the update will know. */
  unavailable?: true;
}

/** To be completed by the reason. */
export const uncompared: Difference = {
  replaces: [],
  changed: [],
  detailed: {},
  uncompared: true,
  deleteBeforeReplace: false,
};

export function isReplacing({ replaces, triggered }: Difference): boolean {
  return replaces.length > 0 || triggered === true;
}

export const sameStep = (old: ResourceState, state: ResourceState): Step => ({
  op: "same",
  urn: state.urn,
  old,
  new: state,
  logical: true,
});

/** A resource that is no target stays what it is, whatever the program wants of it. It gets its id when the step is done. */
export const untargetedStep = (old: ResourceState): Step => ({
  ...sameStep(old, { ...old, id: old.custom ? "" : old.id }),
  untargeted: true,
});

/** A resource that is no target, and that there is not. */
export const unmadeStep = (state: ResourceState): Step => ({ ...sameStep({ ...state }, state), unmade: true });

/** Looks how a resource is by now. Until that is known, it is what it was. */
export const refreshStep = (old: ResourceState): Step => ({
  op: "refresh",
  urn: old.urn,
  old,
  new: old,
  logical: false,
});

/** Takes into the state what exists already; of our own, what it takes the place of is deleted at the end. */
export const importSteps = (original: ResourceState | undefined, state: ResourceState): Step[] => {
  const common = { urn: state.urn, new: state };
  if (!original) return [{ ...common, op: "import", logical: true }];
  return [
    { ...common, op: "import-replacement", original, logical: false, pendingDelete: true },
    { ...common, op: "replace", old: original, logical: true },
  ];
};

export const createStep = (state: ResourceState): Step => ({
  op: "create",
  urn: state.urn,
  new: state,
  logical: true,
});

export const updateStep = (old: ResourceState, state: ResourceState, difference: Difference): Step => ({
  op: "update",
  urn: state.urn,
  old,
  new: state,
  logical: true,
  difference,
});

/** Makes the successor of a resource that stays until the end, or, without `pendingDelete`, is already gone. */
export const replaceSteps = (
  old: ResourceState,
  state: ResourceState,
  difference: Difference | undefined,
  pendingDelete: boolean,
): Step[] => {
  const common = { urn: state.urn, old, new: state, difference };
  const create: Step = { ...common, op: "create-replacement", logical: false, pendingDelete };
  const replace: Step = { ...common, op: "replace", logical: true };
  return pendingDelete ? [create, replace] : [replace, create];
};

/** Makes what was deleted before. `keys`: the properties because of which it had to go along with what it needs. */
export const remakeSteps = (old: ResourceState, state: ResourceState, keys: readonly string[]): Step[] => {
  const [replace, create] = replaceSteps(old, state, undefined, false) as [Step, Step];
  const difference = { ...uncompared, replaces: [...keys] };
  return [replace, { ...create, difference }];
};

/** A resource that is only read is dropped from the state, and stays in the cloud. */
export const deleteStep = (old: ResourceState): Step => ({
  op: old.external ? "discard" : "delete",
  urn: old.urn,
  old,
  logical: true,
});

export const deleteReplacedStep = (old: ResourceState, pendingReplacement: boolean): Step => ({
  op: old.external ? "discard-replaced" : "delete-replaced",
  urn: old.urn,
  old,
  logical: false,
  pendingReplacement,
});

/** A resource that was deleted to be replaced, and is not wanted any more, leaves the state. */
export const forgetStep = (old: ResourceState): Step => ({
  op: "remove-pending-replace",
  urn: old.urn,
  old,
  logical: false,
});

/** A resource that exists elsewhere; one of our own that it takes the place of is deleted at the end. */
export const readSteps = (old: ResourceState | undefined, state: ResourceState): Step[] => {
  const replaced = old !== undefined && !old.external && old.id !== state.id;
  const op = replaced ? "read-replacement" : "read";
  const read: Step = { op, urn: state.urn, old, new: state, logical: !replaced, pendingDelete: replaced };
  return replaced ? [read, { op: "replace", urn: state.urn, old, new: state, logical: true }] : [read];
};
