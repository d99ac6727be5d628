/** Deletes many resources, each when all that need it are gone, as many at once as may be. */
import { Refused } from "./errors";
import type { Executor } from "./execute";
import { DependencyGraph } from "./graph";
import type { ResourceState } from "./state";
import type { Step } from "./step";

/**
 * @param order The whole state, what is needed before what needs it.
 * @returns Whether all of them went. One that cannot go keeps what it needs, and nothing else.
 */
export async function deleteAll(
  steps: readonly Step[],
  order: readonly ResourceState[],
  executor: Executor,
): Promise<boolean> {
  const graph = new DependencyGraph(order);
  const stepOf = new Map(steps.map((step) => [step.old as ResourceState, step]));
  const dependents = dependentsWithin(stepOf, graph);
  const gone = new Map<ResourceState, Promise<boolean>>();
  const remove = (state: ResourceState): Promise<boolean> => {
    const known = gone.get(state);
    if (known) return known;
    const removing = removeAfter((dependents.get(state) ?? []).map(remove), stepOf.get(state) as Step, executor);
    gone.set(state, removing);
    return removing;
  };
  const results = await Promise.all([...stepOf.keys()].map(remove));
  return results.every(Boolean);
}

function dependentsWithin(steps: ReadonlyMap<ResourceState, Step>, graph: DependencyGraph) {
  const dependents = new Map<ResourceState, ResourceState[]>();
  for (const state of steps.keys())
    for (const needed of graph.dependenciesOf(state))
      if (steps.has(needed)) dependents.set(needed, [...(dependents.get(needed) ?? []), state]);
  return dependents;
}

async function removeAfter(dependents: Promise<boolean>[], step: Step, executor: Executor): Promise<boolean> {
  const free = (await Promise.all(dependents)).every(Boolean);
  if (!free) return false;
  try {
    await executor.run(step);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false; // told already
    throw error;
  }
}
