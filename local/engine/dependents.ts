/** Which resources must go, and be made again, when one is deleted before its replacement is made. */
import { type PropertyMap, Unknown } from "../values";
import { inputDifference, withReplaceOnChanges } from "./difference";
import { type DependencyGraph, needsOf } from "./graph";
import type { Providers } from "./providers";
import type { ResourceState } from "./state";

/**
 * Those of the old state that need the resource and would themselves be replaced if what they take from it changed; asked of their
 * provider with those inputs unknown. In the order of the state, each with the properties that replace it.
 *
 * @param settled URNs that this operation has dealt with: they cannot need what was not yet there for them.
 */
export async function replacedAlong(
  root: ResourceState,
  graph: DependencyGraph,
  settled: ReadonlySet<string>,
  providers: Providers,
): Promise<Map<ResourceState, readonly string[]>> {
  const replaced = new Set([root.urn]);
  const along = new Map<ResourceState, readonly string[]>();
  for (const candidate of graph.dependentsOf(root, settled)) {
    const keys = await replacing(candidate, replaced, providers);
    if (!keys) continue;
    replaced.add(candidate.urn);
    along.set(candidate, keys);
  }
  for (const state of graph.usersOf(root.urn))
    if (!replaced.has(state.urn) && !settled.has(state.urn) && goesWith(state, root)) along.set(state, []);
  return along;
}

/** The properties because of which the resource must go; nothing where it may stay. */
async function replacing(
  state: ResourceState,
  replaced: ReadonlySet<string>,
  providers: Providers,
): Promise<readonly string[] | undefined> {
  if (!state.custom || state.external) return undefined;
  const { provider } = needsOf(state);
  if (provider && replaced.has(provider)) return [];
  if (state.deletedWith && replaced.has(state.deletedWith)) return [];
  const inputs = withUnknowns(state, replaced);
  if (!inputs) return undefined;
  const difference = await inputDifference(state, inputs, state.ignoreChanges ?? [], providers);
  const { replaces } = withReplaceOnChanges(difference, state.replaceOnChanges ?? []);
  return replaces.length > 0 ? replaces : undefined;
}

/** The inputs with all unknown that come from a replaced resource; nothing when none does. */
function withUnknowns(state: ResourceState, replaced: ReadonlySet<string>): PropertyMap | undefined {
  const dependent = Object.entries(state.propertyDependencies ?? {})
    .filter(([key, urns]) => key in state.inputs && urns.some((urn) => replaced.has(urn)))
    .map(([key]) => [key, Unknown.value]);
  return dependent.length === 0 ? undefined : { ...state.inputs, ...Object.fromEntries(dependent) };
}

function goesWith(state: ResourceState, root: ResourceState): boolean {
  return state.deletedWith === root.urn || (state.replaceWith ?? []).includes(root.urn);
}
