/** A step: one thing to be done to one resource, as data. `plan.ts` decides on steps, `execute.ts` does them. */
import type { StepOp } from "../events";
import type { DiffKind } from "../provider";
import type { ResourceState } from "./state";

export interface Step {
  /** `forget`: a resource that was deleted to be replaced, and is not wanted any more, leaves the state. */
  op: StepOp | "forget";
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
  difference?: Difference;
}

export interface Difference {
  /** Top-level properties that replace the resource. */
  replaces: string[];
  /** Top-level properties that differ. */
  changed: string[];
  /** Property path → kind. */
  detailed: Record<string, DiffKind>;
  deleteBeforeReplace: boolean;
}

export const sameStep = (old: ResourceState, state: ResourceState): Step => ({
  op: "same",
  urn: state.urn,
  old,
  new: state,
  logical: true,
});

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

/** A resource that is only read is dropped from the state, and stays in the cloud. */
export const deleteStep = (old: ResourceState): Step => ({
  op: old.external ? "discard" : "delete",
  urn: old.urn,
  old,
  logical: true,
});

export const deleteReplacedStep = (old: ResourceState, pendingReplacement: boolean): Step => ({
  op: old.external ? "discard" : "delete-replaced",
  urn: old.urn,
  old,
  logical: false,
  pendingReplacement,
});

export const forgetStep = (old: ResourceState): Step => ({ op: "forget", urn: old.urn, old, logical: false });

/** A resource that exists elsewhere; one of our own that it takes the place of is deleted at the end. */
export const readSteps = (old: ResourceState | undefined, state: ResourceState): Step[] => {
  const replaced = old !== undefined && !old.external && old.id !== state.id;
  const read: Step = { op: "read", urn: state.urn, old, new: state, logical: !replaced, pendingDelete: replaced };
  return replaced ? [read, { op: "replace", urn: state.urn, old, new: state, logical: true }] : [read];
};
