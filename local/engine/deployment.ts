/** An `up` or a preview of one: takes what the program registers, has it planned and done, and finishes when it ends. */
import type { PropertyMap } from "../values";
import { Callbacks } from "./callbacks";
import { defaultProvider } from "./default-providers";
import { deleteAll } from "./deletion";
import { EngineError, messageOf, Refused } from "./errors";
import { Executor } from "./execute";
import { type Goal, inherit } from "./goal";
import { urnsNeededBy } from "./graph";
import { Hooks } from "./hooks";
import { Identities } from "./identities";
import { Journal } from "./journal";
import { Limiter } from "./limiter";
import type { CompletedStep, UpOptions } from "./operation";
import { type Planned, Planner } from "./plan";
import { Policies } from "./policies";
import { knownOnly, sameValue } from "./properties";
import { hasCounterpart, Providers } from "./providers";
import type { Reporter } from "./reporter";
import { signal } from "./signal";
import { folderOf, ProgramLines } from "./source-lines";
import type { ResourceState, Snapshot } from "./state";
import type { Step } from "./step";
import { Scope, Selection } from "./targets";
import { isProviderType, isRootStack, packageOf, providerReference, providerType } from "./urn";

export const defaultParallel = 16;

export interface Registered {
  urn: string;
  /** Nothing when the resource could not be made what the program wants. */
  state: ResourceState | undefined;
  /** The resource is no target, and there is none: that is no failure, but nothing is known of it. */
  unmade?: boolean;
}

interface Done {
  step: Step;
  state: ResourceState;
}

export class Deployment {
  readonly callbacks = new Callbacks();
  readonly hooks: Hooks;
  readonly identities: Identities;
  readonly providers: Providers;
  readonly journal: Journal;
  readonly #policies: Policies;
  readonly #planner: Planner;
  readonly #executor: Executor;
  readonly #scope: Scope;
  readonly #defaults = new Map<string, Promise<string>>();
  /** What is under way or done, by URN. */
  readonly #attempts = new Map<string, Promise<unknown>>();
  readonly #planned = new Set<string>();
  readonly #done = new Map<string, Done>();
  #planning: Promise<unknown> = Promise.resolve();
  #underWay = 0;
  #stopReason: string | undefined;
  #stackOutputs: PropertyMap | undefined;
  #whenIdle: (() => void)[] = [];
  readonly #stop = signal();

  constructor(
    private readonly options: UpOptions,
    readonly preview: boolean,
    loaded: Snapshot | undefined,
    readonly reporter: Reporter,
  ) {
    const { cloud, analyzers = [], parallel = defaultParallel, seed, replace = [] } = options;
    this.journal = new Journal(loaded, preview ? undefined : options.store);
    const { journal } = this;
    this.identities = new Identities(journal.base, options);
    this.providers = new Providers(cloud, journal.base);
    this.hooks = new Hooks(this.callbacks, reporter, preview);
    this.#policies = new Policies(analyzers, this.providers, reporter, new ProgramLines(folderOf(options)));
    this.#scope = new Scope(options);
    const shared = { preview, journal, providers: this.providers, reporter };
    this.#planner = new Planner({
      ...shared,
      seed,
      scope: this.#scope,
      replace: new Selection(replace),
      identities: this.identities,
      policies: this.#policies,
      perform: (steps) => this.#perform(steps),
    });
    this.#executor = new Executor({
      ...shared,
      hooks: this.hooks,
      limiter: new Limiter(parallel),
      stopped: () => this.#stopReason ?? (this.#planner.halted ? "a policy was violated" : undefined),
      onStateNotSaved: (error) => this.stop(error.message),
    });
  }

  /** No step is started any more; those under way come to their end. */
  stop(reason: string): void {
    this.#stopReason ??= reason;
    this.#stop.raise();
  }

  /** Resolves when the operation is stopped. */
  get stopped(): Promise<void> {
    return this.#stop.happened;
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.#underWay === 0 ? Promise.resolve() : new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  /** Never throws: what goes wrong is told, and the answer is that the resource failed. */
  async register(wanted: Goal, version: string): Promise<Registered> {
    const urn = this.identities.urnOf(wanted);
    return this.#attempt(urn, async () => {
      const provider = await this.#providerFor(wanted, version, urn);
      const goal = inherit({ ...wanted, provider }, this.#planner.goals.get(wanted.parent));
      return this.#plan(urn, () => this.#planner.register(urn, goal));
    });
  }

  async read(read: Omit<ResourceState, "urn">, name: string, version: string): Promise<Registered> {
    const { type, parent = "" } = read;
    const urn = this.identities.urnOf({ parent, type, name });
    return this.#attempt(urn, async () => {
      const provider = read.provider || (await this.defaultProvider(packageOf(type), version, urn));
      return this.#plan(urn, async () => ({ done: [], steps: this.#planner.read({ ...read, urn, provider }) }));
    });
  }

  /** What the program tells of a component, or of the stack, after it was registered. */
  async registerOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    if (isRootStack(urn)) {
      this.#stackOutputs = outputs;
      return;
    }
    const done = this.#done.get(urn);
    if (done?.step.untargeted || done?.step.unmade) return; // it stays as it is
    if (done) await this.#setOutputs(done, outputs);
    else if (!this.#planner.failed.has(urn)) throw new EngineError(`outputs of ${urn}, which was not registered`);
  }

  /** A resource could not even be registered; why has been told. */
  fail(urn: string): void {
    this.#planner.failed.add(urn);
  }

  /** A resource of this operation. */
  registered(urn: string): ResourceState | undefined {
    return this.#done.get(urn)?.state;
  }

  /** The reference of the provider of a package for who has none; made when it is first asked for. */
  defaultProvider(pkg: string, version: string, wantedBy: string): Promise<string> {
    const key = `${pkg}@${version}`;
    const known = this.#defaults.get(key) ?? this.#makeDefaultProvider(pkg, version, wantedBy);
    this.#defaults.set(key, known);
    return known;
  }

  /** When the program has come to its end, well or not. */
  async finish(programSucceeded: boolean): Promise<void> {
    const { preview, reporter } = this;
    await this.#policies.judged();
    const complete = programSucceeded && !this.#stopReason && this.#planner.failed.size === 0;
    // What the program did not register is only known to be unwanted if it could register all it wants.
    if (complete) this.#refuseMisses();
    if (complete && (preview || !reporter.failed)) {
      const deleted = await this.#deleteUnwanted();
      if (deleted) await this.#analyzeStack();
      if (deleted && !preview) await this.#tellDefects();
    }
    await this.#finishStackOutputs(complete && !reporter.failed);
    await this.journal.finish(!reporter.failed && complete);
  }

  /** Whether other stacks can be referred to. */
  get knowsStacks(): boolean {
    return this.options.stackOutputs !== undefined;
  }

  /** URNs that the program has registered. */
  get urns(): readonly string[] {
    return [...this.#planner.goals.keys()];
  }

  get completed(): readonly CompletedStep[] {
    return this.#executor.completed;
  }

  get policyPacks(): Record<string, string> {
    return this.#policies.packs;
  }

  get stackOutputs(): PropertyMap {
    return this.journal.snapshot().resources.find(({ urn }) => isRootStack(urn))?.outputs ?? {};
  }

  #attempt(urn: string, plan: () => Promise<Planned>): Promise<Registered> {
    const attempt = this.#attempted(urn, plan);
    this.#attempts.set(urn, attempt);
    return attempt;
  }

  async #attempted(urn: string, plan: () => Promise<Planned>): Promise<Registered> {
    this.#underWay++;
    try {
      if (this.#stopReason) throw new Refused(this.#stopReason);
      const { done, steps } = await plan();
      await this.#perform(steps);
      const step = [...done, ...steps].findLast(({ logical }) => logical) as Step;
      const state = step.new as ResourceState;
      // What stays as it is keeps its former URN, too.
      this.#done.set(state.urn, { step, state });
      return { urn: state.urn, state, unmade: step.unmade };
    } catch (error) {
      this.#planner.failed.add(urn);
      if (!(error instanceof Refused)) this.reporter.error(messageOf(error), urn);
      return { urn, state: undefined };
    } finally {
      this.#underWay--;
      if (this.#underWay === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
    }
  }

  /** What stays as it is waits for what it needed so far, which the program may not name any more. */
  async #perform(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (step.untargeted && step.old) await this.#endOf(urnsNeededBy(step.old));
      await this.#executor.run(step);
    }
  }

  async #endOf(urns: ReadonlySet<string>): Promise<void> {
    const current = [...urns].map((urn) => this.identities.currentOf(urn));
    // What is not planned yet may be waiting for this.
    await Promise.all(current.filter((urn) => this.#planned.has(urn)).map((urn) => this.#attempts.get(urn)));
    if (current.some((urn) => this.#planner.failed.has(urn))) throw new Refused("a resource it needs failed");
  }

  #plan(urn: string, work: () => Promise<Planned>): Promise<Planned> {
    const planned = this.#planning.then(async () => {
      const made = await work();
      this.#planned.add(urn);
      return made;
    });
    this.#planning = planned.catch(() => undefined);
    return planned;
  }

  async #providerFor(goal: Goal, version: string, urn: string): Promise<string> {
    if (!goal.custom || isProviderType(goal.type)) return "";
    return goal.provider || this.defaultProvider(packageOf(goal.type), version, urn);
  }

  async #makeDefaultProvider(pkg: string, version: string, wantedBy: string): Promise<string> {
    const { config, cloud } = this.options;
    this.providers.ofPackage(pkg); // a package that is not there is named, not its provider
    const { name, inputs } = defaultProvider(pkg, version, wantedBy, config, cloud);
    const { urn, state } = await this.register(providerGoal(pkg, name, inputs), version);
    if (!state) throw new Refused(`the default provider of ${pkg} failed`);
    return providerReference(urn, state.id);
  }

  async #setOutputs({ step, state }: Done, outputs: PropertyMap): Promise<void> {
    const before = state.outputs;
    // Outside of a preview only a resource that failed leaves something unknown.
    state.outputs = this.preview ? outputs : knownOnly(outputs);
    if (!state.custom) await this.#runAfterHooks(step);
    // After a failure the real engine tells nothing more of them, unless they came before it by chance.
    if (this.#planner.failed.size === 0) this.reporter.outputs(step);
    if (!sameValue(before, state.outputs)) await this.#touch(state);
  }

  async #runAfterHooks(step: Step): Promise<void> {
    const type = step.op === "create" ? "AfterCreate" : step.op === "update" ? "AfterUpdate" : undefined;
    try {
      if (type) await this.hooks.run(type, step);
    } catch (error) {
      this.reporter.error(messageOf(error), step.urn);
    }
  }

  async #touch(state: ResourceState): Promise<void> {
    try {
      await this.journal.touch(state);
    } catch (error) {
      this.stop(messageOf(error));
      this.reporter.error(messageOf(error));
    }
  }

  /** A target may be what the program has only now registered. */
  #refuseMisses(): void {
    const urns = [...this.urns, ...this.journal.base.map(({ urn }) => urn)];
    for (const message of this.#scope.targets.misses(urns, "target")) this.reporter.error(message);
  }

  async #deleteUnwanted(): Promise<boolean> {
    try {
      return await deleteAll(await this.#planner.deletes(), this.journal.base, this.#executor);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return false;
    }
  }

  async #analyzeStack(): Promise<void> {
    const managed = this.journal.news.filter(({ external }) => !external);
    const root = managed.find(({ urn }) => isRootStack(urn));
    await this.#policies.analyzeStack(managed, this.#planner.goals, root?.urn ?? "");
  }

  async #tellDefects(): Promise<void> {
    const managed = this.journal.news.flatMap((state) => {
      const { urn, type, id, external } = state;
      return id && !external && hasCounterpart(state) ? [{ urn, type, id }] : [];
    });
    for (const { urn, message } of await this.options.cloud.defects(managed)) this.reporter.error(message, urn);
  }

  /**
   * After a failure, an output that is missing was perhaps only not reached, and one that comes from what is no target is
   * not known: the old ones stay.
   */
  async #finishStackOutputs(complete: boolean): Promise<void> {
    const root = [...this.#done.values()].find(({ state }) => isRootStack(state.urn));
    if (!root || !this.#stackOutputs) return;
    const olds = root.state.outputs;
    const told = this.preview ? this.#stackOutputs : knownOnly(this.#stackOutputs);
    const kept = Object.entries(olds).filter(([name]) => !complete || name in (this.#stackOutputs ?? {}));
    await this.#setOutputs(root, { ...Object.fromEntries(kept), ...told });
  }
}

function providerGoal(pkg: string, name: string, properties: PropertyMap): Goal {
  return {
    type: providerType(pkg),
    name,
    custom: true,
    properties,
    parent: "",
    dependencies: [],
    propertyDependencies: {},
    provider: "",
    ignoreChanges: [],
    replaceOnChanges: [],
    hideDiff: [],
    additionalSecretOutputs: [],
    aliases: [],
    customTimeouts: {},
    deletedWith: "",
    replaceWith: [],
    importId: "",
    hooks: {},
  };
}
