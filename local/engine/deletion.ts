/** Deletes many resources, each when all that need it are gone, as many at once as may be. */
import { Refused } from "./errors";
import type { Executor } from "./execute";
import { needsOf } from "./graph";
import type { ResourceState } from "./state";
import type { Step } from "./step";

/**
 * @param order The whole state, what is needed before what needs it.
 * @returns Whether all of them went. One that cannot go keeps what it needs, and nothing else.
 */
export async function deleteAll(
  steps: readonly Step[],
  order: readonly ResourceState[],
  executor: Executor,
): Promise<boolean> {
  const stepOf = new Map(steps.map((step) => [step.old as ResourceState, step]));
  const users = new Users(order);
  const removals: Removal[] = [];
  for (const state of order.toReversed()) {
    const step = stepOf.get(state);
    if (!step) continue;
    const removal = new Removal(step, users.goneOf(state));
    users.add(state, removal.gone);
    removals.push(removal);
  }
  const results = await Promise.all(removals.toReversed().map((removal) => removal.run(executor)));
  return results.every(Boolean);
}

/** Whether something went, once that is known. */
type Gone = Promise<boolean>;

class Removal {
  readonly gone: Gone;
  #settle: (gone: boolean) => void = () => undefined;

  constructor(
    private readonly step: Step,
    private readonly users: Gone,
  ) {
    this.gone = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  async run(executor: Executor): Promise<boolean> {
    let gone = false;
    try {
      gone = (await this.users) && (await removed(this.step, executor));
    } finally {
      this.#settle(gone);
    }
    return gone;
  }
}

async function removed(step: Step, executor: Executor): Promise<boolean> {
  try {
    await executor.run(step);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false; // told already
    throw error;
  }
}

/**
 * Who needs whom among those that go, met from the last to the first: so whoever needs a resource was met before it. What
 * needs a component needs what is under it, as far as that came before.
 */
class Users {
  readonly #parentOf: ReadonlyMap<string, string | undefined>;
  /** URN → what needs exactly it. */
  readonly #ofOne = new Map<string, Gone>();
  /** URN → what needs it and what is under it. */
  readonly #ofAll = new Map<string, Gone>();

  constructor(order: readonly ResourceState[]) {
    this.#parentOf = new Map(order.map(({ urn, parent }) => [urn, parent || undefined]));
  }

  add(state: ResourceState, gone: Gone): void {
    const { parent, provider, others } = needsOf(state);
    for (const urn of others) also(this.#ofAll, urn, gone);
    for (const urn of [parent, provider]) if (urn !== undefined) also(this.#ofOne, urn, gone);
  }

  /** When all that were met so far and need the resource are gone. */
  goneOf({ urn, parent }: ResourceState): Gone {
    let gone = both(this.#ofOne.get(urn), this.#ofAll.get(urn));
    for (let above = parent || undefined; above !== undefined; above = this.#parentOf.get(above))
      gone = both(gone, this.#ofAll.get(above));
    return gone ?? Promise.resolve(true);
  }
}

function also(known: Map<string, Gone>, urn: string, gone: Gone): void {
  known.set(urn, both(known.get(urn), gone) as Gone);
}

function both(one: Gone | undefined, other: Gone | undefined): Gone | undefined {
  if (!one || !other) return one ?? other;
  return Promise.all([one, other]).then(([first, second]) => first && second);
}
