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
  readonly #placeOf = new Map<ResourceState, number>();
  /** URN → places of the resources of that name: one, and those that were replaced. */
  readonly #named = new Map<string, number[]>();
  /** URN → places of what needs it, children as such left out. */
  readonly #users = new Map<string, number[]>();

  constructor(private readonly resources: readonly ResourceState[]) {
    for (const [place, state] of resources.entries()) {
      const { provider, others } = needsOf(state);
      this.#placeOf.set(state, place);
      enter(this.#named, state.urn, place);
      for (const urn of provider ? new Set([provider, ...others]) : others) enter(this.#users, urn, place);
    }
  }

  /** The resources, and all that they need, directly or not. */
  withNeeded(states: readonly ResourceState[]): Set<ResourceState> {
    const found = new Set(states);
    for (const state of found) {
      const place = this.#placeOf.get(state) ?? 0;
      for (const urn of urnsNeededBy(state))
        for (const needed of this.#named.get(urn) ?? []) if (needed < place) found.add(this.#at(needed));
    }
    return found;
  }

  /** All that need the resource, directly or not, in the order of the state. Children as such do not. */
  dependentsOf(root: ResourceState, ignored: ReadonlySet<string>): ResourceState[] {
    const start = this.#placeOf.get(root);
    const found = new Set(start === undefined ? [] : [start]);
    for (const place of found)
      for (const user of this.#users.get(this.#at(place).urn) ?? [])
        if (user > place && !ignored.has(this.#at(user).urn)) found.add(user);
    return [...found]
      .filter((place) => place !== start)
      .sort((a, b) => a - b)
      .map((place) => this.#at(place));
  }

  /** Those that name the URN themselves, in the order of the state. */
  usersOf(urn: string): ResourceState[] {
    return (this.#users.get(urn) ?? []).map((place) => this.#at(place));
  }

  #at(place: number): ResourceState {
    return this.resources[place] as ResourceState;
  }
}

function enter(places: Map<string, number[]>, urn: string, place: number): void {
  const known = places.get(urn);
  if (known) known.push(place);
  else places.set(urn, [place]);
}
