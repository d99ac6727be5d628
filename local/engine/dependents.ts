/** Which resources must go, and be made again, when one is deleted before its replacement is made. */
import { type PropertyMap, Unknown } from "../values";
import { inputDifference, withReplaceOnChanges } from "./difference";
import { DependencyGraph, needsOf } from "./graph";
import type { Providers } from "./providers";
import type { ResourceState } from "./state";

/**
 * Those that need the resource and would themselves be replaced if what they take from it changed; asked of their
 * provider with those inputs unknown. In the order of the state.
 *
 * @param settled URNs that this operation has dealt with: they cannot need what was not yet there for them.
 */
export async function replacedAlong(
  root: ResourceState,
  base: readonly ResourceState[],
  settled: ReadonlySet<string>,
  providers: Providers,
): Promise<ResourceState[]> {
  const replaced = new Set([root.urn]);
  const along: ResourceState[] = [];
  for (const candidate of new DependencyGraph(base).dependentsOf(root, settled)) {
    if (!(await mustGo(candidate, replaced, providers))) continue;
    replaced.add(candidate.urn);
    along.push(candidate);
  }
  const cascading = base.filter(
    (state) => !replaced.has(state.urn) && !settled.has(state.urn) && goesWith(state, root),
  );
  return [...along, ...cascading];
}

async function mustGo(state: ResourceState, replaced: ReadonlySet<string>, providers: Providers): Promise<boolean> {
  if (!state.custom || state.external) return false;
  const { provider } = needsOf(state);
  if (provider && replaced.has(provider)) return true;
  if (state.deletedWith && replaced.has(state.deletedWith)) return true;
  const inputs = withUnknowns(state, replaced);
  if (!inputs) return false;
  const difference = await inputDifference(state, inputs, state.ignoreChanges ?? [], providers);
  return withReplaceOnChanges(difference, state.replaceOnChanges ?? []).replaces.length > 0;
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
