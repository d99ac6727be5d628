/**
 * Resources that are no targets: they stay as they are, whatever the program wants of them. The questions are those of the
 * real engine (`pkg/resource/deploy/step_generator.go`, where it speaks of untargeted resources and of skipped creates).
 */
import { EngineError, Refused } from "./errors";
import { urnsNeededBy } from "./graph";
import type { Identities } from "./identities";
import type { Journal } from "./journal";
import type { Providers } from "./providers";
import type { Reporter } from "./reporter";
import type { ResourceState } from "./state";
import { type Step, unmadeStep, untargetedStep } from "./step";
import { goingWithTargets, notTargeted, type Scope } from "./targets";
import { isProviderType, isRootStack, parseProviderReference } from "./urn";

export interface BystanderContext {
  scope: Scope;
  preview: boolean;
  journal: Journal;
  identities: Identities;
  providers: Providers;
  reporter: Reporter;
  perform: (steps: readonly Step[]) => Promise<void>;
}

/** A step that keeps a resource; for whom, where the program has not registered it. */
interface Keeping {
  step: Step;
  neededBy?: string;
}

export class Bystanders {
  /** What is no target and does not exist: a target that needs it cannot be made. */
  readonly #unmade = new Set<string>();
  /** Those that the program has registered, and that are still in their old place in the state. */
  readonly #waiting = new Map<string, Step>();
  /** Those that had to get a new place before the program registered them → what needs them. */
  readonly #kept = new Map<string, Required<Keeping>>();

  constructor(private readonly context: BystanderContext) {}

  /** Whether the resource stays as it is. Providers, and the stack itself, are always dealt with. */
  has(state: ResourceState): boolean {
    return !this.context.scope.includes(state) && !isProviderType(state.type) && !isRootStack(state.urn);
  }

  /** The step that keeps a resource which the program has registered. It is done when it has to be, or at the end. */
  keep(state: ResourceState, old: ResourceState | undefined): Step {
    const { identities, providers } = this.context;
    const kept = this.#kept.get(state.urn);
    this.#kept.delete(state.urn);
    if (kept) return kept.step;
    if (!old) {
      this.#unmade.add(state.urn);
      return unmadeStep({ ...state, inputs: {} });
    }
    if (old.provider && !providers.isRegistered(old.provider))
      throw new EngineError(
        `provider ${parseProviderReference(old.provider).urn} for resource ${old.urn} has not been registered yet, this is ` +
          "due to a change of providers mixed with --target. Change your program back to the original providers",
      );
    const step = untargetedStep(old);
    identities.keep(old);
    this.#waiting.set(old.urn, step);
    return step;
  }

  /** Whether the resource was kept before the program registered it. */
  isKept(urn: string): boolean {
    return this.#kept.has(urn);
  }

  /**
   * Keeps what a target needs, each after what it needs itself: the new state must not name what comes after it. What the
   * program has not registered so far, and the old state needs, is kept too.
   */
  async keepNeedsOf(target: ResourceState): Promise<void> {
    if (!this.context.scope.isLimited) return;
    for (const keeping of this.#keepingsFor(target, target.urn)) await this.#do(keeping);
  }

  /** A target that was kept before it was registered would come after what needs it. */
  refuseKept(urn: string): void {
    const kept = this.#kept.get(urn);
    if (kept)
      throw new EngineError(
        `the program registers ${urn} after ${kept.neededBy}, which is no target and, in the state, needs it; name both with --target`,
      );
  }

  /** A target cannot be made of what is not there. A preview tells all that is missing, and goes on. */
  refuseUnmade(state: ResourceState): void {
    const missing = [...urnsNeededBy(state)].filter((urn) => this.#unmade.has(urn));
    for (const urn of missing)
      this.context.reporter.error(
        `Resource '${state.urn}' depends on '${urn}', which was not specified in --target list and is not there yet.\n` +
          "Either include it in --target list, or bring it up first.",
        state.urn,
      );
    if (missing.length > 0 && !this.context.preview) throw new Refused("what it needs is not there");
  }

  /** Keeps the rest of what is not to be deleted; answers with a test for what is. */
  async keepRest(): Promise<(state: ResourceState) => boolean> {
    const { scope, journal, identities, reporter } = this.context;
    const going = goingWithTargets(scope, journal.base);
    if (!going) return () => true;
    for (const state of journal.left) {
      const isForgotten = !state.delete && !state.pendingReplacement && !identities.isWanted(state);
      const step = this.#waiting.get(state.urn) ?? (isForgotten ? untargetedStep(state) : undefined);
      if (step?.old !== state || (isForgotten && going.has(state.urn))) continue;
      for (const keeping of this.#keepingsFor(state, "")) await this.#do(keeping);
      await this.#do({ step });
    }
    for (const [urn, { neededBy }] of this.#kept)
      if (scope.targets.has(urn))
        reporter.warning(`${urn} is a target, but stays: ${neededBy}, which is none, needs it`, urn);
    return ({ urn }) => going.has(urn);
  }

  /** What needs a target goes with it, which has to be asked for. A preview shows it nevertheless. */
  refuseUnasked(deletes: readonly Step[]): void {
    const { scope, reporter, preview } = this.context;
    if (!scope.isLimited || scope.dependents) return;
    const unasked = deletes.filter(({ urn }) => !scope.targets.has(urn));
    for (const { urn } of unasked) reporter.error(notTargeted(urn), urn);
    if (unasked.length > 0 && !preview) throw new Refused("what is no target would be deleted");
  }

  /** @param target What all this is kept for. */
  #keepingsFor(state: ResourceState, target: string, seen = new Set<string>()): Keeping[] {
    return [...urnsNeededBy(state)].flatMap((urn) => {
      const keeping = seen.has(urn) ? undefined : this.#keepingOf(urn, state.urn, target);
      seen.add(urn);
      return keeping ? [...this.#keepingsFor(keeping.step.old as ResourceState, target, seen), keeping] : [];
    });
  }

  #keepingOf(urn: string, neededBy: string, target: string): Keeping | undefined {
    const { identities } = this.context;
    const waiting = this.#waiting.get(urn);
    const old = waiting || identities.isTaken(urn) ? waiting?.old : identities.old(urn);
    if (!old) return undefined;
    if ([...urnsNeededBy(old)].some((other) => identities.currentOf(other) === target))
      throw new EngineError(
        `the program makes it need ${urn}, directly or not, which is no target and, in the state, needs it; name both with --target`,
      );
    return waiting ? { step: waiting } : { step: untargetedStep(old), neededBy };
  }

  /** Once, where several things need it. */
  async #do({ step, neededBy }: Keeping): Promise<void> {
    const { identities, journal, perform } = this.context;
    const old = step.old as ResourceState;
    if (!journal.has(old)) return;
    await perform([step]);
    this.#waiting.delete(step.urn);
    if (neededBy === undefined) return;
    identities.keep(old);
    this.#kept.set(step.urn, { step, neededBy });
  }
}
