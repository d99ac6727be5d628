/**
 * What changes in a state, as data. An operation's state is made of the resources that it has dealt with, in the order in
 * which they were done, followed by those of the old state that it has not; so whatever a resource needs comes before it
 * at any moment (`pkg/backend/snapshot.go`). Replaying the changes on the state that was loaded makes the same state again.
 */
import { EngineError } from "./errors";
import type { PendingOperation, ResourceState, Snapshot } from "./state";
import { parseProviderReference, providerReference } from "./urn";

/**
 * One change, all of it or nothing. Resources are named by number: those that were loaded by their place, those dealt with
 * numbered on from there; pending operations likewise.
 */
export interface StateChange<Resource = ResourceState> {
  begun?: PendingOperation<Resource>;
  /** Pending operations that are over. */
  ended?: readonly number[];
  /** A resource is not any more what it was. */
  changed?: readonly [number: number, now: Resource];
  /** A resource has left the state. */
  gone?: number;
  /** A resource was dealt with and is as it was. */
  kept?: number;
  /** A resource was dealt with: it is new, or the new form of one that is gone. */
  added?: Resource;
}

/** The fields by which resources name each other. */
type Linked = Pick<
  ResourceState,
  | "urn"
  | "delete"
  | "aliases"
  | "parent"
  | "provider"
  | "dependencies"
  | "propertyDependencies"
  | "deletedWith"
  | "replaceWith"
>;

/** A state, and the changes made to it so far. */
export class ChangingState<Resource extends Linked = ResourceState> {
  readonly #resources: (Resource | undefined)[];
  readonly #pending: (PendingOperation<Resource> | undefined)[];
  readonly #loaded: number;

  constructor({ resources, pendingOperations }: Snapshot<Resource>) {
    this.#resources = [...resources];
    this.#pending = [...pendingOperations];
    this.#loaded = resources.length;
  }

  /** The number that the next resource dealt with will have. */
  get nextResource(): number {
    return this.#resources.length;
  }

  /** The number that the next pending operation will have. */
  get nextOperation(): number {
    return this.#pending.length;
  }

  /** Throws on a change of something that is not there. */
  apply({ begun, ended = [], changed, gone, kept, added }: StateChange<Resource>): void {
    for (const number of ended) {
      demand(this.#pending[number], "pending operation", number);
      this.#pending[number] = undefined;
    }
    if (begun) this.#pending.push(begun);
    if (changed) {
      const [number, now] = changed;
      demand(this.#resources[number], "resource", number);
      this.#resources[number] = now;
    }
    if (kept !== undefined) this.#resources.push(this.#take(kept));
    if (gone !== undefined) this.#take(gone);
    if (added) this.#resources.push(added);
  }

  /** Resources that were dealt with. */
  get dealtWith(): Resource[] {
    return this.#resources.slice(this.#loaded).filter((resource) => resource !== undefined);
  }

  /** Loaded resources that are still to be dealt with. */
  get left(): Resource[] {
    return this.#resources.slice(0, this.#loaded).filter((resource) => resource !== undefined);
  }

  snapshot(): Snapshot<Resource> {
    return {
      resources: renamed([...this.dealtWith, ...this.left]).map(withoutAliases),
      pendingOperations: this.#pending.filter((operation) => operation !== undefined),
    };
  }

  #take(number: number): Resource {
    const resource = demand(this.#resources[number], "resource", number);
    this.#resources[number] = undefined;
    return resource;
  }
}

function demand<T>(known: T | undefined, what: string, number: number): T {
  if (known === undefined) throw new EngineError(`it tells of a ${what} that is not there (number ${number})`);
  return known;
}

/**
 * A resource that took over from one of another URN is meant wherever that URN is still named. What it has replaced is
 * known by its URN, too (`Snapshot.NormalizeURNReferences`).
 */
function renamed<Resource extends Linked>(resources: Resource[]): Resource[] {
  const names = new Map<string, string>();
  for (const { urn, aliases = [] } of resources) for (const alias of aliases) names.set(alias, urn);
  for (const { urn, delete: replaced } of resources) if (!replaced) names.delete(urn);
  return names.size === 0 ? resources : resources.map((resource) => withNames(resource, names));
}

/** Former names have done their work, and the real engine keeps none (`Snapshot.NormalizeURNReferences`). */
function withoutAliases<Resource extends Linked>(resource: Resource): Resource {
  return resource.aliases?.length ? { ...resource, aliases: undefined } : resource;
}

function withNames<Resource extends Linked>(resource: Resource, names: ReadonlyMap<string, string>): Resource {
  const rename = (urn: string) => names.get(urn) ?? urn;
  const { urn, parent, provider, dependencies, propertyDependencies, deletedWith, replaceWith } = resource;
  return {
    ...resource,
    urn: rename(urn),
    ...(parent && { parent: rename(parent) }),
    ...(provider && { provider: renameProvider(provider, rename) }),
    ...(dependencies && { dependencies: dependencies.map(rename) }),
    ...(propertyDependencies && {
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([key, urns]) => [key, urns.map(rename)]),
      ),
    }),
    ...(deletedWith && { deletedWith: rename(deletedWith) }),
    ...(replaceWith && { replaceWith: replaceWith.map(rename) }),
  };
}

function renameProvider(reference: string, rename: (urn: string) => string): string {
  const { urn, id } = parseProviderReference(reference);
  return providerReference(rename(urn), id);
}
