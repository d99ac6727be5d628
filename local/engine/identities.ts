/** Which resource of the old state is which of the program: by its URN, or by a former one that an alias names. */
import { EngineError } from "./errors";
import type { AliasSpec, Goal } from "./goal";
import type { ResourceState } from "./state";
import { isRootStack, makeUrn, parseUrn } from "./urn";

interface Place {
  project: string;
  stack: string;
}

export class Identities {
  readonly #olds = new Map<string, ResourceState>();
  readonly #claimed = new Set<string>();
  /** Former URN → the URN that took it over. */
  readonly #successor = new Map<string, string>();
  /** URN → the former one it took over. */
  readonly #former = new Map<string, string>();
  readonly #matched = new Set<ResourceState>();

  constructor(
    base: readonly ResourceState[],
    private readonly place: Place,
  ) {
    for (const state of base) if (!state.delete) this.#olds.set(state.urn, state);
  }

  has(urn: string): boolean {
    return this.#claimed.has(urn);
  }

  old(urn: string): ResourceState | undefined {
    return this.#olds.get(urn);
  }

  /** Whether the program still has this resource of the old state. */
  isWanted(state: ResourceState): boolean {
    return this.#matched.has(state);
  }

  /** Whether the program has registered what has this URN now, or had it. */
  isTaken(urn: string): boolean {
    return this.#claimed.has(urn) || this.#successor.has(urn);
  }

  /** The URN by which a resource goes now. */
  currentOf(urn: string): string {
    return this.#successor.get(urn) ?? urn;
  }

  /** A resource of the old state stays as it is, under its old URN. */
  keep(old: ResourceState): void {
    this.#matched.add(old);
    this.#claimed.add(old.urn);
  }

  urnOf({ parent, type, name }: Pick<Goal, "parent" | "type" | "name">): string {
    return makeUrn({ ...this.place, parent: isRootStack(parent) ? "" : parent, type, name });
  }

  /** The URN belongs to the resource that is being registered, and to no other. */
  claim(urn: string): void {
    const name = JSON.stringify(parseUrn(urn).name);
    if (this.#claimed.has(urn))
      throw new EngineError(`there are two resources with the URN ${urn}; give one of them another name than ${name}`);
    this.#claimed.add(urn);
    const successor = this.#successor.get(urn);
    if (successor) throw new EngineError(`${urn} is also an alias of ${successor}; remove the alias, or rename one`);
  }

  /** What a resource was before, if it was. */
  formerOf(urn: string, goal: Pick<Goal, "type" | "name" | "parent" | "aliases">): ResourceState | undefined {
    const found = [urn, ...this.#formerUrns(goal)].find((candidate) => this.#olds.has(candidate));
    if (found === undefined) return undefined;
    if (found !== urn) this.#takeOver(found, urn);
    const old = this.#olds.get(found) as ResourceState;
    this.#matched.add(old);
    return old;
  }

  #takeOver(former: string, urn: string): void {
    const other = this.#claimed.has(former) ? former : this.#successor.get(former);
    if (other) throw new EngineError(`the alias ${former} of ${urn} means ${other}; remove the alias, or rename one`);
    this.#successor.set(former, urn);
    this.#former.set(urn, former);
  }

  /** URNs that the resource's own aliases, those of its parent, and both together name. */
  #formerUrns({ type, name, parent, aliases }: Pick<Goal, "type" | "name" | "parent" | "aliases">): Set<string> {
    const own = aliases.map((alias) => this.#resolve(alias, { type, name, parent }));
    const formerParent = this.#former.get(parent);
    if (!formerParent) return new Set(own);
    const parentName = parseUrn(parent).name;
    const inherited = [{ type, name }, ...own.map(parseUrn)].map((child) =>
      this.#childOf(formerParent, parentName, child),
    );
    return new Set([...own, ...inherited]);
  }

  #resolve(alias: AliasSpec, { type, name, parent }: { type: string; name: string; parent: string }): string {
    if (alias.urn) return alias.urn;
    const named = alias.parent ? (this.#former.get(alias.parent) ?? alias.parent) : parent;
    return makeUrn({
      stack: alias.stack || this.place.stack,
      project: alias.project || this.place.project,
      parent: alias.noParent || isRootStack(named) ? "" : named,
      type: alias.type || type,
      name: alias.name || name,
    });
  }

  /** A child that is named after its parent was named after the former parent before. */
  #childOf(formerParent: string, parentName: string, child: { type: string; name: string }): string {
    const { name: formerName } = parseUrn(formerParent);
    const name = child.name.startsWith(parentName) ? formerName + child.name.slice(parentName.length) : child.name;
    return makeUrn({ ...this.place, parent: formerParent, type: child.type, name });
  }
}
