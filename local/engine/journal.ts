/**
 * The state while it changes, and its writing: what a step is about to do is written down before it is done, and what it
 * has done before anything else is said to be done.
 */
import type { PropertyValue } from "../values";
import { ChangingState, type StateChange } from "./changes";
import { EngineError, messageOf } from "./errors";
import { sameValue } from "./properties";
import type { PendingOperation, ResourceState, Snapshot, StateStore } from "./state";
import type { Step } from "./step";

const pendingTypes: Partial<Record<Step["op"], PendingOperation["type"]>> = {
  create: "creating",
  "create-replacement": "creating",
  update: "updating",
  delete: "deleting",
  "delete-replaced": "deleting",
  discard: "deleting",
  "discard-replaced": "deleting",
  read: "reading",
  "read-replacement": "reading",
  import: "importing",
  "import-replacement": "importing",
};

/** Nothing more may be done: it would not be remembered. */
export class StateNotSaved extends EngineError {
  override readonly name = "StateNotSaved";
}

/** Keeps a state that no operation has made step by step. */
export async function saveWhole(store: StateStore, snapshot: Snapshot): Promise<void> {
  await store.save(snapshot).catch(notSaved);
}

export class Journal {
  readonly base: readonly ResourceState[];
  readonly #state: ChangingState;
  /** The number by which changes name a resource. */
  readonly #numbers: Map<ResourceState, number>;
  readonly #pending = new Map<Step, number>();
  /** What an earlier operation left pending, by number, until its resource is dealt with. */
  readonly #interrupted: Map<number, PendingOperation>;
  readonly #begun: ReadonlyMap<string, ResourceState>;
  readonly #idsOf = new Map<string, string[]>();
  #changed = false;
  /** From then on the state is written whole: changes are those of an operation, and it has ended. */
  #finished = false;
  #unsaved: StateChange[] = [];
  #saving: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** Without a store nothing is written: a preview. */
  constructor(
    loaded: Snapshot | undefined,
    private readonly store: StateStore | undefined,
  ) {
    const { resources, pendingOperations }: Snapshot = loaded ?? { resources: [], pendingOperations: [] };
    this.base = resources.map((state) => ({ ...state })); // marks are set on them
    this.#state = new ChangingState({ resources: [...this.base], pendingOperations });
    this.#numbers = new Map(this.base.map((state, number) => [state, number]));
    this.#interrupted = new Map(pendingOperations.entries());
    const creating = pendingOperations.filter(({ type }) => type === "creating");
    this.#begun = new Map(creating.map(({ resource }) => [resource.urn, resource]));
    // What was deleted to be replaced is gone, and its successor may have its id.
    for (const { urn, id, pendingReplacement } of this.base)
      if (id && !pendingReplacement) this.#idsOf.set(urn, [...this.idsOf(urn), id]);
  }

  get interrupted(): readonly PendingOperation[] {
    return [...this.#interrupted.values()];
  }

  /** A create that an earlier operation began, and perhaps ended, without its end being written down. */
  begun(urn: string): ResourceState | undefined {
    return this.#begun.get(urn);
  }

  /** The ids under which the state knows a URN, replaced ones too. */
  idsOf(urn: string): readonly string[] {
    return this.#idsOf.get(urn) ?? [];
  }

  /** Resources that this operation has dealt with. */
  get news(): readonly ResourceState[] {
    return this.#state.dealtWith;
  }

  /** Resources of the old state that are still in it. */
  get left(): ResourceState[] {
    return this.#state.left;
  }

  /** Whether a resource, of the old state or of the new, is still in the state. */
  has(state: ResourceState): boolean {
    return this.#numbers.has(state);
  }

  snapshot(): Snapshot {
    return this.#state.snapshot();
  }

  async begin(step: Step): Promise<void> {
    const ended = [...this.#interrupted].flatMap(([number, operation]) => (endsWith(operation, step) ? [number] : []));
    for (const number of ended) this.#interrupted.delete(number);
    const type = pendingTypes[step.op];
    const resource = step.new ?? step.old;
    const isPending = type !== undefined && resource !== undefined;
    if (isPending) this.#pending.set(step, this.#state.nextOperation);
    if (isPending || ended.length > 0)
      this.#change({ ended, ...(isPending && { begun: { resource: { ...resource }, type } }) });
    if (isPending) await this.#save();
  }

  async succeed(step: Step): Promise<void> {
    const { op, old, new: state } = step;
    const ended = this.#endPending(step);
    if (op === "replace" || step.unmade) return; // its other two steps tell; there is nothing to tell
    const isSame = ended.length === 0 && op === "same" && old !== undefined && sameState(old, state);
    this.#dealWith(step, ended, isSame && isFromSameLine(old, state));
    if (!isSame) await this.#save();
  }

  async fail(step: Step): Promise<void> {
    const ended = this.#endPending(step);
    if (ended.length === 0) return;
    this.#change({ ended });
    await this.#save();
  }

  /** A state that was already written is not any more what it was. */
  async touch(state: ResourceState): Promise<void> {
    const number = this.#numbers.get(state);
    if (number === undefined) return;
    this.#change({ changed: [number, state] });
    await this.#save();
  }

  /** At the end: what an earlier operation left pending is settled if this one succeeded, but for what it may have made. */
  async finish(succeeded: boolean): Promise<void> {
    const settled = [...this.#interrupted].flatMap(([number, { type }]) => (type === "creating" ? [] : [number]));
    if (succeeded && settled.length > 0) {
      this.#change({ ended: settled });
      for (const number of settled) this.#interrupted.delete(number);
    }
    this.#finished = true;
    if (this.#changed) await this.#save();
  }

  #endPending(step: Step): number[] {
    const number = this.#pending.get(step);
    this.#pending.delete(step);
    return number === undefined ? [] : [number];
  }

  #dealWith(step: Step, ended: readonly number[], isAsItWas: boolean): void {
    const { new: state, original } = step;
    const old = original ?? step.old;
    const number = old && this.#numbers.get(old);
    const added = state && { added: state };
    if (old && number !== undefined && isRetired(step)) {
      this.#numbers.delete(old);
      const change = { ended, gone: number, ...added };
      this.#change(change, isAsItWas ? { kept: number } : change);
    } else this.#change({ ended, ...(old && number !== undefined && { changed: [number, old] }), ...added });
    if (state) this.#numbers.set(state, this.#state.nextResource - 1);
  }

  /** @param written How it is written down, where that can be shorter. */
  #change(change: StateChange, written = change): void {
    this.#changed = true;
    this.#state.apply(change);
    if (this.store) this.#unsaved.push(asItIs(written));
  }

  /** Those who ask while a save is under way share the next one, which holds the changes of all of them. */
  #save(): Promise<void> {
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
    const saving = this.#write(store).finally(() => {
      if (this.#saving === saving) this.#saving = undefined;
    });
    this.#saving = saving;
    return saving;
  }

  async #write(store: StateStore): Promise<void> {
    const changes = this.#unsaved;
    this.#unsaved = [];
    try {
      await (this.#finished ? store.save(this.snapshot()) : store.append(changes));
    } catch (error) {
      this.#unsaved = [...changes, ...this.#unsaved];
      notSaved(error);
    }
  }
}

function notSaved(error: unknown): never {
  throw new StateNotSaved(`the state could not be saved: ${messageOf(error)}`);
}

/** Whether a step settles what an earlier operation left pending. What a create has made, only another one takes over. */
function endsWith({ resource, type }: PendingOperation, { urn, op, untargeted, unmade }: Step): boolean {
  if (resource.urn !== urn || untargeted || unmade) return false;
  return type !== "creating" || pendingTypes[op] === "creating";
}

/** Whether the step has done away with the old resource. What was deleted before its replacement is made stays until then. */
function isRetired({ op, old, pendingDelete, pendingReplacement }: Step): boolean {
  return op === "create-replacement" ? old?.pendingReplacement === true : !pendingDelete && !pendingReplacement;
}

/** Resources go on changing. Their values do not: those are replaced. */
function asItIs({ ended = [], changed, added, ...others }: StateChange): StateChange {
  return {
    ...others,
    ...(ended.length > 0 && { ended }),
    ...(changed && { changed: [changed[0], { ...changed[1] }] }),
    ...(added && { added: { ...added } }),
  };
}

/** Whether the two would read the same in the state file. */
function sameState(a: ResourceState, b: ResourceState | undefined): boolean {
  const comparable = (state: ResourceState) => ({ ...state, sourcePosition: "", stackTrace: [] });
  // The fields of a state are plain values, so they compare as properties do.
  return b !== undefined && sameValue(withoutUndefined(comparable(a)), withoutUndefined(comparable(b)));
}

function isFromSameLine(a: ResourceState, b: ResourceState | undefined): boolean {
  return a.sourcePosition === b?.sourcePosition && sameValue(framesOf(a), framesOf(b));
}

function framesOf({ stackTrace = [] }: Partial<ResourceState> = {}): PropertyValue {
  return stackTrace.map(({ sourcePosition = "" }) => sourcePosition);
}

function withoutUndefined(state: ResourceState): Parameters<typeof sameValue>[0] {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => !isNothing(value)));
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === false || value === "") return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
