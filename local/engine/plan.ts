/**
 * Decides: what the program wants of a resource, against what it was, makes steps. Nothing is done here. The order of
 * questions is the real engine's (`pkg/resource/deploy/step_generator.go`). One registration is planned at a time.
 */
import { createHash, randomBytes } from "node:crypto";
import { containsUnknown, type PropertyMap, revealMap } from "../values";
import { replacedAlong } from "./dependents";
import { differenceOf } from "./difference";
import { EngineError, Refused, Unsupported } from "./errors";
import type { Goal } from "./goal";
import { urnsNeededBy } from "./graph";
import type { Identities } from "./identities";
import type { Journal } from "./journal";
import type { Policies } from "./policies";
import { shown, withSecretsOf } from "./properties";
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
  readSteps,
  replaceSteps,
  type Step,
  sameStep,
  updateStep,
} from "./step";
import { isProviderType, parseUrn, providedPackage } from "./urn";

export interface PlannerContext {
  preview: boolean;
  seed?: Uint8Array;
  journal: Journal;
  identities: Identities;
  providers: Providers;
  policies: Policies;
  reporter: Reporter;
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
  readonly #goingAway = new Set<ResourceState>();
  readonly #settled = new Set<string>();
  readonly #seed: Uint8Array;

  constructor(private readonly context: PlannerContext) {
    this.#seed = context.seed ?? randomBytes(32);
  }

  /** The steps that make a resource what the program wants. Throws `Refused` when the reasons have been told already. */
  async register(urn: string, goal: Goal): Promise<Step[]> {
    const { identities, journal } = this.context;
    if (goal.parent && !identities.has(goal.parent))
      throw new EngineError(`its parent ${goal.parent} is not registered`);
    identities.claim(urn);
    this.goals.set(urn, goal);
    const old = identities.formerOf(urn, goal);
    const state = stateOf(urn, goal, old);
    if ([...urnsNeededBy(state)].some((needed) => this.failed.has(needed)))
      throw new Refused("a resource it needs failed");
    refuseImport(goal, old);
    if (old && old.urn !== urn && isProviderType(state.type)) this.context.providers.alias(urn, old);

    const steps = await this.#steps(state, goal, old && journal.left.includes(old) ? old : undefined);
    this.#settled.add(urn);
    if (old) this.#settled.add(old.urn);
    return steps;
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

  /** The steps that delete what the program has not registered, and what was replaced. Throws, naming all, on protected. */
  deletes(): Step[] {
    const { identities, journal } = this.context;
    const steps: Step[] = [];
    for (const state of journal.left) {
      if (state.delete) steps.push(deleteReplacedStep(state, false));
      else if (identities.isWanted(state)) continue;
      else steps.push(state.pendingReplacement ? forgetStep(state) : deleteStep(state));
    }
    this.#refuseProtected(steps.filter(({ op }) => op === "delete").map(({ old }) => old as ResourceState));
    return this.#together(steps);
  }

  async #steps(state: ResourceState, goal: Goal, old: ResourceState | undefined): Promise<Step[]> {
    // What is gone already, or was never ours, has no inputs to carry over.
    const carried = old?.pendingReplacement || old?.external ? undefined : old;
    const wanted = carried ? this.#ignoringChanges(state, carried) : state;
    if (!(await this.#check(wanted, carried?.inputs ?? this.#begun(state))))
      throw new Refused("its inputs were refused");
    state.inputs = wanted.inputs;
    if (await this.#isForbidden(state, goal)) throw new Refused("a policy forbids it");

    if (!old) return [createStep(state)];
    if (!carried) {
      this.#replaced.add(state.urn);
      return replaceSteps(old, state, undefined, old.external === true);
    }
    const difference = await differenceOf({ old, state, providers: this.context.providers, replaced: this.#replaced });
    if (!difference) return [sameStep(old, state)];
    if (difference.replaces.length === 0) return [updateStep(old, state, difference)];
    return this.#replace(old, state, goal, difference);
  }

  async #replace(old: ResourceState, state: ResourceState, goal: Goal, difference: Difference): Promise<Step[]> {
    if (old.protect && state.protect) this.#refuseReplacement(old.urn, "it");
    this.#replaced.add(state.urn);
    // A new resource takes nothing over from the old: its defaults and its name are made again.
    state.inputs = goal.properties;
    if (!(await this.#check(state, this.#begun(state)))) throw new Refused("its inputs were refused");
    state.inputs = await this.context.policies.remediate(state, goal);
    if (!(goal.deleteBeforeReplace ?? difference.deleteBeforeReplace))
      return replaceSteps(old, state, difference, true);

    const { journal, providers } = this.context;
    const along = await replacedAlong(old, journal.base, this.#settled, providers);
    const going = along.filter((dependent) => !this.#goingAway.has(dependent));
    for (const dependent of going)
      if (dependent.protect && !dependent.delete) this.#refuseReplacement(dependent.urn, old.urn);
    const deletes = [...going.toReversed(), old].map((gone) => deleteReplacedStep(gone, !gone.delete));
    for (const gone of [...going, old]) this.#goingAway.add(gone);
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
    for (const { urn, op } of steps) if (op !== "forget") this.#deleted.add(urn);
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
    return configured.check({ urn, type, name: parseUrn(urn).name }, olds && revealMap(olds), revealMap(inputs), seed);
  }

  /** Whether a policy stops the resource. In a preview nothing stops: all violations are to be seen. */
  async #isForbidden(state: ResourceState, goal: Goal): Promise<boolean> {
    const { policies, preview } = this.context;
    state.inputs = await policies.remediate(state, goal);
    const forbidden = await policies.forbid(state, goal);
    if (forbidden && !preview) this.halted = true;
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
    created: old?.created,
    modified: old?.modified,
    sourcePosition: goal.sourcePosition,
    ignoreChanges,
    replaceOnChanges,
    hideDiff: goal.hideDiff,
    resourceHooks: goal.hooks,
  };
}

/** What is imported already is a resource like any other. */
function refuseImport({ custom, importId }: Goal, old: ResourceState | undefined): void {
  if (!custom || importId === "") return;
  if (!old || old.external || (old.importID || old.id) !== importId)
    throw new Unsupported(`import (id ${JSON.stringify(importId)}); the local cloud has nothing that it did not make`);
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
