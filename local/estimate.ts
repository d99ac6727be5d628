/**
 * How long an operation would take in the real cloud: the longest chain of steps that wait for one another, each as long
 * as its kind typically takes.
 *
 * Not in it: the engine's and the program's own time; that the engine has only so many steps under way at once; further
 * tries while a new account or grant is not known everywhere; reads and refreshes; and what a cloud goes on with after it
 * has answered, as with the issuing of a certificate.
 */
import type { CompletedStep } from "./engine";
import type { StepOp } from "./events";
import type { Cloud } from "./provider";

export interface EstimatedStep {
  urn: string;
  op: StepOp;
  seconds: number;
}

export interface Estimate {
  seconds: number;
  /** The longest chain, first step first; steps that take no time are left out. */
  path: readonly EstimatedStep[];
}

type Durations = Pick<Cloud, "duration">;

/** A step with when it ends, counted from the start of the operation. */
interface Timed {
  step: CompletedStep;
  seconds: number;
  end: number;
  /** The one it waited for longest. */
  after: Timed | undefined;
}

const operations: Partial<Record<StepOp, "create" | "update" | "delete">> = {
  create: "create",
  "create-replacement": "create",
  update: "update",
  delete: "delete",
  "delete-replaced": "delete",
};

const deletions: readonly StepOp[] = ["delete", "delete-replaced", "discard", "discard-replaced"];

/** @param completed In the order in which the steps ended: none waits for one that stands after it. */
export function estimate(completed: readonly CompletedStep[], cloud: Durations): Estimate {
  const timeline = new Timeline(completed);
  for (const step of completed) timeline.add(step, secondsOf(step, cloud));
  const path: EstimatedStep[] = [];
  for (let at = timeline.last; at; at = at.after)
    if (at.seconds > 0) path.unshift({ urn: at.step.urn, op: at.step.op, seconds: at.seconds });
  return { seconds: timeline.last?.end ?? 0, path };
}

function secondsOf({ type, op, inCloud }: CompletedStep, cloud: Durations): number {
  const operation = operations[op];
  return operation && inCloud ? cloud.duration(type, operation) : 0;
}

class Timeline {
  /** The step that ends last of all so far. */
  last: Timed | undefined;
  readonly #parents: ReadonlyMap<string, string | undefined>;
  /** URNs that are made again after they were deleted. */
  readonly #replacedLater: Set<string>;
  readonly #made = new Map<string, Timed>();
  #lastMade: Timed | undefined;
  readonly #madeUnder = new Lists();
  /** The deletion that each URN's replacement waits for. */
  readonly #goneBefore = new Map<string, Timed>();
  /** URN → deletions that come before its own. */
  readonly #holders = new Lists();
  /** URN → deletions that come before those of all that lies under it. */
  readonly #holdersOfInside = new Lists();

  constructor(completed: readonly CompletedStep[]) {
    this.#parents = new Map(completed.map(({ urn, parent }) => [urn, parent]));
    this.#replacedLater = new Set(completed.filter(({ op }) => op === "create-replacement").map(({ urn }) => urn));
  }

  add(step: CompletedStep, seconds: number): void {
    const isDeletion = deletions.includes(step.op);
    const after = latest(isDeletion ? this.#beforeDeletion(step) : this.#beforeMaking(step));
    const timed: Timed = { step, seconds, after, end: (after?.end ?? 0) + seconds };
    if (isDeletion) this.#noteDeletion(timed);
    else this.#noteMaking(timed);
    this.last = latest([this.last, timed]);
  }

  /** All that it needs. To need a component is to need what lies under it, but a parent is waited for by itself alone. */
  #beforeMaking({ urn, parent, needs }: CompletedStep): (Timed | undefined)[] {
    const inside = needs.filter((need) => need !== parent).flatMap((need) => this.#madeUnder.get(need));
    return [this.#goneBefore.get(urn), ...needs.map((need) => this.#made.get(need)), ...inside];
  }

  /** The deletions of all that need it; and at the end of an update everything else, unless it is made again. */
  #beforeDeletion({ urn }: CompletedStep): (Timed | undefined)[] {
    const inside = this.#ancestors(urn).flatMap((ancestor) => this.#holdersOfInside.get(ancestor));
    const last = this.#replacedLater.has(urn) ? undefined : this.#lastMade;
    return [...this.#holders.get(urn), ...inside, last];
  }

  #noteMaking(timed: Timed): void {
    const { urn } = timed.step;
    this.#replacedLater.delete(urn);
    this.#made.set(urn, timed);
    this.#lastMade = latest([this.#lastMade, timed]);
    for (const ancestor of this.#ancestors(urn)) this.#madeUnder.add(ancestor, timed);
  }

  #noteDeletion(timed: Timed): void {
    const { urn, parent, needs } = timed.step;
    if (this.#replacedLater.has(urn)) this.#goneBefore.set(urn, timed);
    for (const need of needs) {
      this.#holders.add(need, timed);
      if (need !== parent) this.#holdersOfInside.add(need, timed);
    }
  }

  #ancestors(urn: string): string[] {
    const found: string[] = [];
    for (let at = this.#parents.get(urn); at; at = this.#parents.get(at)) found.push(at);
    return found;
  }
}

class Lists {
  readonly #lists = new Map<string, Timed[]>();

  get(key: string): readonly Timed[] {
    return this.#lists.get(key) ?? [];
  }

  add(key: string, timed: Timed): void {
    const list = this.#lists.get(key) ?? [];
    this.#lists.set(key, list);
    list.push(timed);
  }
}

/** The one that ends last; of several the first. */
function latest(candidates: readonly (Timed | undefined)[]): Timed | undefined {
  return candidates.reduce((found, one) => (one && (!found || one.end > found.end) ? one : found), undefined);
}
