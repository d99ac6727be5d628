/** Who needs whom in a state (`pkg/resource/graph/dependency_graph.go`). Order matters: what is needed comes first. */
import type { ResourceState } from "./state";
import { parseProviderReference } from "./urn";

export interface Needs {
  parent: string | undefined;
  provider: string | undefined;
  /** Dependencies of the whole and of single properties, `deletedWith`, `replaceWith`. */
  others: ReadonlySet<string>;
}

/** The URNs that a resource needs. */
export function needsOf(state: ResourceState): Needs {
  const { dependencies = [], propertyDependencies = {}, deletedWith, replaceWith = [] } = state;
  const others = new Set([...dependencies, ...Object.values(propertyDependencies).flat(), ...replaceWith]);
  if (deletedWith) others.add(deletedWith);
  return {
    parent: state.parent || undefined,
    provider: state.provider ? parseProviderReference(state.provider).urn : undefined,
    others,
  };
}

/** All URNs that a resource needs. */
export function urnsNeededBy(state: ResourceState): Set<string> {
  const { parent, provider, others } = needsOf(state);
  return new Set([...others, parent, provider].filter((urn) => urn !== undefined));
}

export class DependencyGraph {
  readonly #index = new Map<ResourceState, number>();
  readonly #parentOf = new Map<string, string | undefined>();

  constructor(private readonly resources: readonly ResourceState[]) {
    for (const [i, state] of resources.entries()) {
      this.#index.set(state, i);
      this.#parentOf.set(state.urn, state.parent || undefined);
    }
  }

  /** What the resource needs directly. To need a component is to need what is under it, as far as it came before. */
  dependenciesOf(state: ResourceState): Set<ResourceState> {
    const { parent, provider, others } = needsOf(state);
    const found = new Set<ResourceState>();
    for (const candidate of this.resources.slice(0, this.#index.get(state))) {
      const isNeeded = others.has(candidate.urn) || candidate.urn === provider || candidate.urn === parent;
      if (isNeeded || this.#liesUnder(others, candidate)) found.add(candidate);
    }
    return found;
  }

  /** All that the resource needs, directly or not. */
  transitiveDependenciesOf(state: ResourceState): Set<ResourceState> {
    const found = new Set<ResourceState>();
    const visit = (current: ResourceState) => {
      for (const needed of this.#strictDependenciesOf(current)) {
        if (found.has(needed)) continue;
        found.add(needed);
        visit(needed);
      }
    };
    visit(state);
    return found;
  }

  /** All that need the resource, directly or not, in the order of the state. Children as such do not. */
  dependentsOf(root: ResourceState, ignored: ReadonlySet<string>): ResourceState[] {
    const urns = new Set([root.urn]);
    const dependents: ResourceState[] = [];
    for (const candidate of this.resources.slice((this.#index.get(root) ?? this.resources.length) + 1)) {
      const { provider, others } = needsOf(candidate);
      const needsOne = (provider !== undefined && urns.has(provider)) || [...others].some((urn) => urns.has(urn));
      if (ignored.has(candidate.urn) || !needsOne) continue;
      dependents.push(candidate);
      urns.add(candidate.urn);
    }
    return dependents;
  }

  #strictDependenciesOf(state: ResourceState): ResourceState[] {
    const urns = urnsNeededBy(state);
    return this.resources.slice(0, this.#index.get(state)).filter((candidate) => urns.has(candidate.urn));
  }

  #liesUnder(urns: ReadonlySet<string>, state: ResourceState): boolean {
    for (let parent = state.parent || undefined; parent; parent = this.#parentOf.get(parent))
      if (urns.has(parent)) return true;
    return false;
  }
}
