/** What has become of resources: reads them from their providers, and mends the state around what is gone. */
import { inputDifference, inverted } from "./difference";
import { asked } from "./errors";
import { urnsNeededBy } from "./graph";
import type { Limiter } from "./limiter";
import type { CompletedStep } from "./operation";
import { sameValue } from "./properties";
import { type Answer, hasCounterpart, type Providers, placed, revealed, withAnswer } from "./providers";
import type { Reporter } from "./reporter";
import type { ResourceState } from "./state";
import { refreshStep, type Step } from "./step";

export interface DriftContext {
  providers: Providers;
  reporter: Reporter;
  limiter: Limiter;
  /** Whether nothing more may be started. */
  stopped: () => boolean;
  /** Whether to look is the whole operation: then what was found is what is counted. */
  counted: boolean;
}

/** Resource as the state had it → as it is; `undefined` when it is gone. One that could not be read is not in it. */
export type Drift = Map<ResourceState, ResourceState | undefined>;

/** Reads the resources, all at once. What goes wrong with one is told, and nothing to the others. */
export async function driftOf(
  states: readonly ResourceState[],
  context: DriftContext,
): Promise<{ drift: Drift; completed: CompletedStep[] }> {
  const drift: Drift = new Map();
  const completed: CompletedStep[] = [];
  const look = async (state: ResourceState) => {
    const step = refreshStep(state);
    if (context.stopped() || !(await refreshed(step, state, context))) return;
    drift.set(state, step.new);
    const { urn, type, parent } = state;
    completed.push({
      op: "refresh",
      urn,
      type,
      parent,
      needs: [...urnsNeededBy(state)],
      inCloud: hasCounterpart(state),
    });
  };
  await Promise.all(states.map((state) => context.limiter.run(() => look(state))));
  return { drift, completed };
}

/** Whether the resource could be read; the step says then what it is. */
async function refreshed(step: Step, state: ResourceState, { providers, reporter, counted }: DriftContext) {
  reporter.starting(step);
  try {
    const found = await lookAt(state, providers);
    step.new = found.state;
    step.difference = found.difference;
    if (counted) step.outcome = found.outcome;
  } catch (error) {
    reporter.stepFailed(step, error);
    return false;
  }
  reporter.done(step);
  return true;
}

type Found = Required<Pick<Step, "outcome">> & Pick<Step, "difference"> & { state: ResourceState | undefined };

async function lookAt(old: ResourceState, providers: Providers): Promise<Found> {
  if (!hasCounterpart(old)) return { state: old, outcome: "same" };
  const provider = await providers.configured(old.provider as string);
  const found = await asked(provider.read(placed(old), revealed(old)));
  if (!found) return { state: undefined, outcome: "delete" };
  const state = asFound(old, found);
  // What is only read here is not ours to put right, so its inputs tell nothing.
  if (old.external) return { state, outcome: sameValue(state.outputs, old.outputs) ? "same" : "update" };
  // The difference is what an `up` of an unchanged program would undo (`RefreshStep.Apply`).
  const undone = await inputDifference(state, old.inputs, old.ignoreChanges ?? [], providers);
  return { state, difference: inverted(undone), outcome: undone.changed.length === 0 ? "same" : "update" };
}

function asFound(old: ResourceState, answer: Answer): ResourceState {
  const { inputs, outputs } = withAnswer(old, answer);
  const { initErrors: _mended, ...kept } = old;
  if (sameValue(inputs, old.inputs) && sameValue(outputs, old.outputs)) return kept;
  return { ...kept, inputs, outputs, modified: new Date().toISOString() };
}

/** The resources as they were found to be. None names any more what is gone (`deploymentExecutor.rebuildBaseState`). */
export function mended(resources: readonly ResourceState[], drift: Drift): ResourceState[] {
  const there = new Set<string>();
  return resources.flatMap((old) => {
    const state = drift.has(old) ? drift.get(old) : old;
    if (!state) return [];
    const whole = withReferences(state, (urn) => there.has(urn));
    there.add(state.urn);
    return [whole];
  });
}

/** A child of what is gone has no parent until the program says so again: so it is in the real engine. */
export function withReferences(state: ResourceState, isThere: (urn: string) => boolean): ResourceState {
  const { parent, dependencies, propertyDependencies, deletedWith, replaceWith } = state;
  const properties = Object.entries(propertyDependencies ?? {})
    .map(([key, urns]) => [key, urns.filter(isThere)] as const)
    .filter(([, urns]) => urns.length > 0);
  return {
    ...state,
    ...(parent && !isThere(parent) && { parent: "" }),
    ...(dependencies && { dependencies: dependencies.filter(isThere) }),
    ...(propertyDependencies && { propertyDependencies: Object.fromEntries(properties) }),
    ...(deletedWith && !isThere(deletedWith) && { deletedWith: "" }),
    ...(replaceWith && { replaceWith: replaceWith.filter(isThere) }),
  };
}
