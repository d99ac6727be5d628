/**
 * The state while it changes. It is made of the resources that this operation has dealt with, in the order in which they
 * were done, followed by those of the old state that it has not; so whatever a resource needs comes before it at any
 * moment (`pkg/backend/snapshot.go`). What a step is about to do is written down before it is done.
 */
import { EngineError, messageOf } from "./errors";
import { sameValue } from "./properties";
import type { PendingOperation, ResourceState, Snapshot, StateStore } from "./state";
import type { Step } from "./step";
import { parseProviderReference, providerReference } from "./urn";

const pendingTypes: Partial<Record<Step["op"], PendingOperation["type"]>> = {
  create: "creating",
  "create-replacement": "creating",
  update: "updating",
  delete: "deleting",
  "delete-replaced": "deleting",
  discard: "deleting",
  read: "reading",
};

/** Nothing more may be done: it would not be remembered. */
export class StateNotSaved extends EngineError {
  override readonly name = "StateNotSaved";
}

export class Journal {
  readonly base: readonly ResourceState[];
  readonly #news: ResourceState[] = [];
  readonly #done = new Set<ResourceState>();
  readonly #pending = new Map<Step, PendingOperation>();
  /** What an earlier operation left pending, until its resource is dealt with. */
  #interrupted: PendingOperation[];
  readonly #begun: ReadonlyMap<string, ResourceState>;
  #dirty = false;
  #saving: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** Without a store nothing is written: a preview. */
  constructor(
    loaded: Snapshot | undefined,
    private readonly store: StateStore | undefined,
  ) {
    this.base = (loaded?.resources ?? []).map((state) => ({ ...state })); // marks are set on them
    this.#interrupted = loaded?.pendingOperations ?? [];
    const creating = this.#interrupted.filter(({ type }) => type === "creating");
    this.#begun = new Map(creating.map(({ resource }) => [resource.urn, resource]));
  }

  get interrupted(): readonly PendingOperation[] {
    return this.#interrupted;
  }

  /** A create that an earlier operation began, and perhaps ended, without its end being written down. */
  begun(urn: string): ResourceState | undefined {
    return this.#begun.get(urn);
  }

  /** The ids under which the state knows a URN, replaced ones too. */
  idsOf(urn: string): string[] {
    return this.base.flatMap((state) => (state.urn === urn && state.id ? [state.id] : []));
  }

  /** Resources that this operation has dealt with. */
  get news(): readonly ResourceState[] {
    return this.#news.filter((state) => !this.#done.has(state));
  }

  /** Resources of the old state that are still in it. */
  get left(): ResourceState[] {
    return this.base.filter((state) => !this.#done.has(state));
  }

  snapshot(): Snapshot {
    const resources = [...this.news, ...this.left];
    return {
      resources: renamed(resources),
      pendingOperations: [...this.#interrupted, ...this.#pending.values()],
    };
  }

  async begin(step: Step): Promise<void> {
    this.#interrupted = this.#interrupted.filter(({ resource }) => resource.urn !== step.urn);
    const type = pendingTypes[step.op];
    const resource = step.new ?? step.old;
    if (!type || !resource) return;
    this.#pending.set(step, { resource, type });
    await this.#save();
  }

  async succeed(step: Step): Promise<void> {
    const wasPending = this.#pending.delete(step);
    if (step.op === "replace") return; // its other two steps tell
    this.#retire(step);
    if (step.new) this.#news.push(step.new);
    this.#dirty = true;
    const { op, old } = step;
    if (wasPending || op !== "same" || !old || !sameState(old, step.new)) await this.#save();
  }

  async fail(step: Step): Promise<void> {
    if (this.#pending.delete(step)) await this.#save();
  }

  /** A state that was already written has changed. */
  async touch(): Promise<void> {
    await this.#save();
  }

  /** At the end: what an earlier operation left pending is settled if this one succeeded. */
  async finish(succeeded: boolean): Promise<void> {
    if (succeeded && this.#interrupted.length > 0) {
      this.#interrupted = [];
      this.#dirty = true;
    }
    if (this.#dirty) await this.#save();
  }

  #retire({ op, old, pendingDelete, pendingReplacement }: Step): void {
    if (!old) return;
    const stays = pendingDelete || pendingReplacement;
    // What was deleted before its replacement was made stays until then.
    if (op === "create-replacement" ? old.pendingReplacement : !stays) this.#done.add(old);
  }

  /** Those who ask while a save is under way share the next one, which holds the changes of all of them. */
  #save(): Promise<void> {
    this.#dirty = true;
    if (!this.store) return Promise.resolve();
    if (!this.#saving) return this.#startSaving(this.store);
    this.#next ??= this.#saving
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#startSaving(this.store as StateStore);
      });
    return this.#next;
  }

  #startSaving(store: StateStore): Promise<void> {
    this.#dirty = false;
    const saving = this.#write(store).finally(() => {
      if (this.#saving === saving) this.#saving = undefined;
    });
    this.#saving = saving;
    return saving;
  }

  async #write(store: StateStore): Promise<void> {
    try {
      await store.save(this.snapshot());
    } catch (error) {
      throw new StateNotSaved(`the state could not be saved: ${messageOf(error)}`);
    }
  }
}

/** Whether the two would read the same in the state file. */
function sameState(a: ResourceState, b: ResourceState | undefined): boolean {
  const comparable = (state: ResourceState) => ({ ...state, sourcePosition: "" });
  // The fields of a state are plain values, so they compare as properties do.
  return b !== undefined && sameValue(withoutUndefined(comparable(a)), withoutUndefined(comparable(b)));
}

function withoutUndefined(state: ResourceState): Parameters<typeof sameValue>[0] {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === false || value === "") return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** A resource that took over from one of another URN is meant wherever that URN is still named. */
function renamed(resources: ResourceState[]): ResourceState[] {
  const names = new Map<string, string>();
  for (const { urn, aliases = [] } of resources) for (const alias of aliases) names.set(alias, urn);
  for (const { urn } of resources) names.delete(urn);
  return names.size === 0 ? resources : resources.map((state) => withNames(state, names));
}

function withNames(state: ResourceState, names: ReadonlyMap<string, string>): ResourceState {
  const rename = (urn: string) => names.get(urn) ?? urn;
  const { parent, provider, dependencies, propertyDependencies, deletedWith, replaceWith } = state;
  return {
    ...state,
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
