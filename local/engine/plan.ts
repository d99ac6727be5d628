/**
 * Decides: what the program wants of a resource, against what it was, makes steps. Nothing is done here, but for what has to
 * be done before it can be decided (an import). The order of questions is the real engine's
 * (`pkg/resource/deploy/step_generator.go`). One registration is planned at a time.
 */
import { createHash, randomBytes } from "node:crypto";
import { containsUnknown, type PropertyMap, type PropertyValue, revealMap } from "../values";
import { Bystanders } from "./bystanders";
import { replacedAlong } from "./dependents";
import { differenceOf } from "./difference";
import { EngineError, Refused, Unsupported } from "./errors";
import type { Goal } from "./goal";
import { DependencyGraph, urnsNeededBy } from "./graph";
import type { Identities } from "./identities";
import type { Journal } from "./journal";
import type { Policies } from "./policies";
import { asIds, shown, withSecretsOf } from "./properties";
import { parsePath, resetPath } from "./property-path";
import { ownArguments, type Providers } from "./providers";
import type { Reporter } from "./reporter";
import type { ResourceState } from "./state";
import {
  createStep,
  type Difference,
  deleteReplacedStep,
  deleteStep,
  forgetStep,
  importSteps,
  isReplacing,
  readSteps,
  remakeSteps,
  replaceSteps,
  type Step,
  sameStep,
  updateStep,
} from "./step";
import type { Scope, Selection } from "./targets";
import { isProviderType, parseUrn, providedPackage } from "./urn";

export interface PlannerContext {
  preview: boolean;
  seed?: Uint8Array;
  scope: Scope;
  /** What a person wants replaced. */
  replace: Selection;
  journal: Journal;
  identities: Identities;
  providers: Providers;
  policies: Policies;
  reporter: Reporter;
  /** Does steps that have to be done before planning can go on. */
  perform: (steps: readonly Step[]) => Promise<void>;
}

/** What becomes of a registration. */
export interface Planned {
  /** What was done while it was planned. */
  done: readonly Step[];
  /** What is to be done. */
  steps: readonly Step[];
}

export class Planner {
  /** What the program wants, by URN. */
  readonly goals = new Map<string, Goal>();
  /** Resources that could not be made, changed or read; what needs one of them is not tried. */
  readonly failed = new Set<string>();
  /** A mandatory policy was violated in an update: what follows is still judged, and not done. */
  halted = false;
  readonly #replaced = new Set<string>();
  readonly #deleted = new Set<string>();
  /** What is deleted before its replacement is made → the properties that replace it. */
  readonly #goingAway = new Map<ResourceState, readonly string[]>();
  readonly #settled = new Set<string>();
  readonly #seed: Uint8Array;
  readonly #bystanders: Bystanders;
  /** Of the old state; made when it is first needed. */
  #graph: DependencyGraph | undefined;

  constructor(private readonly context: PlannerContext) {
    this.#seed = context.seed ?? randomBytes(32);
    this.#bystanders = new Bystanders(context);
  }

  /** The steps that make a resource what the program wants. Throws `Refused` when the reasons have been told already. */
  async register(urn: string, goal: Goal): Promise<Planned> {
    const { identities, journal, providers } = this.context;
    if (goal.parent && !identities.has(goal.parent))
      throw new EngineError(`its parent ${goal.parent} is not registered`);
    if (!this.#bystanders.isKept(urn)) identities.claim(urn);
    this.goals.set(urn, goal);
    const former = identities.formerOf(urn, goal);
    const old = former && journal.has(former) ? former : undefined;
    const state = stateOf(urn, goal, former);
    if (former && former.urn !== urn && isProviderType(state.type)) providers.alias(urn, former);
    // What was deleted together with a target is made again together with it.
    if (this.#bystanders.has(state) && !(old && this.#goingAway.has(old))) return this.#leave(state, goal, old);
    if ([...urnsNeededBy(state)].some((needed) => this.failed.has(needed)))
      throw new Refused("a resource it needs failed");
    this.#bystanders.refuseKept(urn);
    this.#bystanders.refuseUnmade(state);
    await this.#bystanders.keepNeedsOf(state);
    if (!this.context.preview && containsUnknown(state.replacementTrigger))
      throw new EngineError("replacementTrigger: not known, since what it comes from could not be made");

    const planned = isImport(goal, old)
      ? await this.#import(state, goal, old)
      : { done: [], steps: await this.#steps(state, goal, old) };
    this.#settled.add(urn);
    if (former) this.#settled.add(former.urn);
    return planned;
  }

  /** The steps that read a resource which is not managed here. */
  read(state: ResourceState): Step[] {
    const { identities } = this.context;
    if (state.parent && !identities.has(state.parent))
      throw new EngineError(`its parent ${state.parent} is not registered`);
    identities.claim(state.urn);
    const old = identities.formerOf(state.urn, {
      type: state.type,
      name: parseUrn(state.urn).name,
      parent: "",
      aliases: [],
    });
    const steps = readSteps(old, { ...state, created: old?.created, modified: old?.modified });
    if (steps.length > 1) this.#replaced.add(state.urn);
    this.#settled.add(state.urn);
    return steps;
  }

  /**
   * The steps that delete what the program has not registered, and what was replaced. Throws, naming all, on what must not be
   * deleted. What is no target is kept before that.
   */
  async deletes(): Promise<Step[]> {
    const { identities, journal } = this.context;
    const mayGo = await this.#bystanders.keepRest();
    const steps: Step[] = [];
    for (const state of journal.left) {
      if (!mayGo(state)) continue;
      if (state.delete) steps.push(deleteReplacedStep(state, false));
      else if (identities.isWanted(state)) continue;
      else steps.push(state.pendingReplacement ? forgetStep(state) : deleteStep(state));
    }
    this.#bystanders.refuseUnasked(steps);
    this.#refuseProtected(steps.filter(({ op }) => op === "delete").map(({ old }) => old as ResourceState));
    return this.#together(steps);
  }

  #leave(state: ResourceState, goal: Goal, old: ResourceState | undefined): Planned {
    if (this.#isToBeReplaced(state, old))
      this.context.reporter.warning("it is to be replaced, but stays as it is: it is no target", state.urn);
    const step = this.#bystanders.keep(state, old);
    this.#settled.add(step.urn);
    // The program is told of it under the URN that it keeps.
    this.goals.set(step.urn, goal);
    return step.unmade ? { done: [], steps: [step] } : { done: [step], steps: [] };
  }

  /** What was imported is then made what the program wants. */
  async #import(state: ResourceState, goal: Goal, old: ResourceState | undefined): Promise<Planned> {
    if (isProviderType(state.type)) throw new Unsupported(`import of a provider (id ${JSON.stringify(goal.importId)})`);
    const done = importSteps(old, { ...state });
    if (old) this.#replaced.add(state.urn);
    await this.context.perform(done);
    const imported = done[0]?.new as ResourceState;
    const { created, modified } = imported;
    const steps = await this.#steps({ ...state, created, modified }, goal, imported);
    return { done, steps: steps.filter(({ op }) => op !== "same") };
  }

  #isToBeReplaced({ urn }: ResourceState, old: ResourceState | undefined): boolean {
    return old !== undefined && (old.taint === true || this.context.replace.has(urn));
  }

  async #steps(state: ResourceState, goal: Goal, old: ResourceState | undefined): Promise<Step[]> {
    // What is gone already, or was never ours, has no inputs to carry over.
    const carried = old?.pendingReplacement || old?.external ? undefined : old;
    const forced = this.#isToBeReplaced(state, carried);
    const wanted = carried && !forced ? this.#ignoringChanges(state, carried) : state;
    if (!(await this.#check(wanted, forced ? undefined : (carried?.inputs ?? this.#begun(state)))))
      throw new Refused("its inputs were refused");
    state.inputs = wanted.inputs;
    if (await this.#isForbidden(state, goal)) throw new Refused("a policy forbids it");

    if (!old) return [createStep(state)];
    if (!carried) {
      this.#replaced.add(state.urn);
      if (old.external) return replaceSteps(old, state, undefined, true);
      return remakeSteps(old, state, this.#goingAway.get(old) ?? []);
    }
    const { providers } = this.context;
    const difference = await differenceOf({ old, state, providers, replaced: this.#replaced, forced });
    if (!difference) return [sameStep(old, state)];
    if (difference.unavailable)
      this.context.reporter.warning(
        "its provider has arguments that are not known yet, so what the update will change cannot be told",
        state.urn,
      );
    if (!isReplacing(difference)) return [updateStep(old, state, difference)];
    return this.#replace(old, state, goal, difference);
  }

  async #replace(old: ResourceState, state: ResourceState, goal: Goal, difference: Difference): Promise<Step[]> {
    if (old.protect && state.protect) this.#refuseReplacement(old.urn, "it");
    if (goal.importId !== "") this.#refuseReplacingImported(old, state, difference);
    this.#replaced.add(state.urn);
    // A new resource takes nothing over from the old: its defaults and its name are made again.
    state.inputs = goal.properties;
    if (!(await this.#check(state, this.#begun(state)))) throw new Refused("its inputs were refused");
    state.inputs = await this.context.policies.remediate(state, goal);
    if (!(goal.deleteBeforeReplace ?? difference.deleteBeforeReplace))
      return replaceSteps(old, state, difference, true);

    this.#graph ??= new DependencyGraph(this.context.journal.base);
    const along = await replacedAlong(old, this.#graph, this.#settled, this.context.providers);
    const going = [...along.keys()].filter((dependent) => !this.#goingAway.has(dependent));
    for (const dependent of going)
      if (dependent.protect && !dependent.delete) this.#refuseReplacement(dependent.urn, old.urn);
    const deletes = [...going.toReversed(), old].map((gone) => deleteReplacedStep(gone, !gone.delete));
    for (const gone of [...going, old]) this.#goingAway.set(gone, along.get(gone) ?? []);
    return [...this.#together(deletes), ...replaceSteps(old, state, difference, false)];
  }

  /** In a preview it is said, and the preview goes on to show why. */
  #refuseReplacement(urn: string, because: string): void {
    const message =
      `${urn} is protected and cannot be replaced${because === "it" ? "" : ` along with ${because}`}; to let it go, remove ` +
      "`protect` from it in the program and run `up`, or undo the change";
    if (!this.context.preview) throw new EngineError(message);
    this.context.reporter.error(message, urn);
  }

  /** It would get another id than the one that the program names. In the real engine's words. */
  #refuseReplacingImported(old: ResourceState, state: ResourceState, { replaces }: Difference): void {
    const shownAs = (value: PropertyValue | undefined) =>
      value === undefined ? "nothing" : JSON.stringify(shown(value));
    const changes = replaces.map((key) => `\n${key}: ${shownAs(old.inputs[key])} => ${shownAs(state.inputs[key])}`);
    const message =
      "previously-imported resources that still specify an ID may not be replaced; please remove the `import` declaration " +
      `from your program;${changes.join("")}`;
    if (!this.context.preview) throw new EngineError(message);
    this.context.reporter.warning(message, state.urn);
  }

  #refuseProtected(states: readonly ResourceState[]): void {
    const guarded = states.filter(({ protect }) => protect);
    for (const { urn } of guarded)
      this.context.reporter.error(
        `${urn} is no longer in the program, and it is protected: nothing was deleted. Put it back; or register it once ` +
          "more without `protect`, run `up`, and remove it then.",
        urn,
      );
    if (guarded.length > 0) throw new Refused("protected resources would be deleted");
  }

  /** Marks those that the cloud deletes together with another that is deleted here. */
  #together(steps: Step[]): Step[] {
    for (const { urn, op } of steps) if (op !== "remove-pending-replace") this.#deleted.add(urn);
    return steps.map((step) => {
      const other = step.old?.deletedWith;
      return other && this.#deleted.has(other) ? { ...step, withAnother: true } : step;
    });
  }

  #ignoringChanges(state: ResourceState, old: ResourceState): ResourceState {
    let inputs = state.inputs;
    const impossible: string[] = [];
    for (const text of state.ignoreChanges ?? []) {
      const reset = resetPath(parsePath(text), old.inputs, inputs);
      if (reset) inputs = reset;
      else impossible.push(text);
    }
    if (impossible.length > 0)
      this.context.reporter.info(
        `changes of ${impossible.join(", ")} cannot be ignored: it was added or removed`,
        state.urn,
      );
    return { ...state, inputs };
  }

  /** A create that is resumed keeps the name that it was begun with, or it would not find what it made. */
  #begun({ urn }: ResourceState): PropertyMap | undefined {
    return this.context.journal.begun(urn)?.inputs;
  }

  /** Has the provider complete the inputs; tells what it refuses. */
  async #check(state: ResourceState, olds: PropertyMap | undefined): Promise<boolean> {
    const { urn, type, custom } = state;
    if (!custom) return true;
    const given = state.inputs;
    if (!this.context.preview) refuseUnknown(given);
    const { inputs, failures } = isProviderType(type)
      ? await this.context.providers.ofPackage(providedPackage(type)).checkConfig(urn, ownArguments(given))
      : await this.#checkResource(state, olds);
    const { version, __internal } = given;
    const kept = isProviderType(type) ? { ...(version && { version }), ...(__internal && { __internal }) } : {};
    state.inputs = withSecretsOf(given, { ...inputs, ...kept });
    for (const { property, reason } of failures) this.context.reporter.error(failureText(state, property, reason), urn);
    return failures.length === 0;
  }

  async #checkResource({ urn, type, provider, inputs }: ResourceState, olds: PropertyMap | undefined) {
    const configured = await this.context.providers.configured(provider as string);
    const seed = createHash("sha256").update(this.#seed).update(urn).digest();
    return configured.check(
      { urn, type, name: parseUrn(urn).name },
      olds && revealMap(olds),
      revealMap(asIds(inputs)),
      seed,
    );
  }

  /** Whether a policy stops the resource. In a preview nothing stops: all violations are to be seen. */
  async #isForbidden(state: ResourceState, goal: Goal): Promise<boolean> {
    const { policies, preview } = this.context;
    state.inputs = await policies.remediate(state, goal);
    if (preview) policies.judge(state, goal);
    else if (await policies.forbid(state, goal)) this.halted = true;
    return this.halted;
  }
}

function stateOf(urn: string, goal: Goal, old: ResourceState | undefined): ResourceState {
  const { type, custom, parent, provider, dependencies, propertyDependencies, ignoreChanges, replaceOnChanges } = goal;
  return {
    urn,
    custom,
    type,
    inputs: goal.properties,
    outputs: {},
    parent,
    protect: goal.protect ?? false,
    dependencies,
    provider,
    propertyDependencies,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    aliases: old && old.urn !== urn ? [old.urn] : [],
    customTimeouts: goal.customTimeouts,
    importID: goal.importId,
    retainOnDelete: goal.retainOnDelete ?? false,
    deletedWith: goal.deletedWith,
    replaceWith: goal.replaceWith,
    replacementTrigger: goal.replacementTrigger,
    created: old?.created,
    modified: old?.modified,
    sourcePosition: goal.sourcePosition,
    stackTrace: goal.stackTrace,
    ignoreChanges,
    replaceOnChanges,
    hideDiff: goal.hideDiff,
    resourceHooks: goal.hooks,
  };
}

/** What is imported already is a resource like any other. */
function isImport({ custom, importId }: Goal, old: ResourceState | undefined): boolean {
  return custom && importId !== "" && (!old || old.external === true || (old.importID || old.id) !== importId);
}

function refuseUnknown(inputs: PropertyMap): void {
  const unknown = Object.keys(inputs).filter((key) => containsUnknown(inputs[key]));
  if (unknown.length > 0)
    throw new EngineError(`${unknown.join(", ")}: not known, since what it comes from could not be made`);
}

function failureText({ type, urn, inputs }: ResourceState, property: string, reason: string): string {
  const resource = `${type} ${JSON.stringify(parseUrn(urn).name)}`;
  if (property === "") return `${resource}: ${reason}`;
  const value = inputs[property.split(/[.[]/, 1)[0] as string];
  const given = value === undefined || typeof value === "object" ? "" : ` (${JSON.stringify(shown(value))})`;
  return `${resource}: ${property}${given}: ${reason}`;
}
