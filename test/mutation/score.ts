/**
 * The mutation score: each bad change of `changes/` is made to each resource that it fits in the three environments, one at a
 * time, and the policies, the providers and the cloud are asked who catches it.
 */
import { type Kind, kinds } from "../../policy/kind";
import type { BadChange, BadChanges } from "./bad-change";
import { type Standing, type Subject, standing } from "./environment";
import { type Catch, isCaught, Judges, nameOf } from "./judges";

export interface Verdict {
  /** Of how many resources it was made; where of none, the environment has none that it fits. */
  resources: number;
  /** Who catches it, of the resources that were caught. */
  caught: Catch[];
  /** Who tells of it and lets it pass. */
  told: Catch[];
  /** The names of the resources of which nobody caught it. */
  survivors: string[];
}

export interface Row {
  type: string;
  change: BadChange;
  verdicts: Record<Kind, Verdict>;
}

/** What there is to change, and who judges it. */
export async function courts(): Promise<Court[]> {
  const environments: Standing[] = [];
  for (const kind of kinds) environments.push(await standing(kind));
  return environments.map((environment) => new Court(environment));
}

export async function score(courts: readonly Court[], badChanges: BadChanges): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [type, changes] of Object.entries(badChanges))
    for (const change of changes) {
      const verdicts = {} as Record<Kind, Verdict>;
      for (const court of courts) verdicts[court.kind] = await court.verdictOn(type, change);
      rows.push({ type, change, verdicts });
    }
  return rows;
}

/** One environment, and who judges what is changed in it. */
export class Court {
  readonly kind: Kind;
  readonly types: ReadonlySet<string>;
  readonly #judges: Judges;
  readonly #soundCatches = new Map<Subject, Set<string>>();

  constructor(private readonly environment: Standing) {
    this.kind = environment.kind;
    this.types = new Set(environment.subjects.map(({ type }) => type));
    this.#judges = new Judges(environment);
  }

  async verdictOn(type: string, change: BadChange): Promise<Verdict> {
    const [caught, told, survivors] = [new Map<string, Catch>(), new Map<string, Catch>(), new Set<string>()];
    let resources = 0;
    for (const sound of this.environment.subjects.filter((subject) => subject.type === type)) {
      const changed = change.made(sound);
      if (changed.length > 0) resources++;
      for (const one of changed) {
        const catches = await this.#newCatches(sound, one);
        for (const one of catches.filter(isCaught)) caught.set(nameOf(one), one);
        for (const one of catches.filter(({ by }) => by === "advisory")) told.set(nameOf(one), one);
        if (!catches.some(isCaught)) survivors.add(sound.name);
      }
    }
    return { resources, caught: inOrder(caught), told: inOrder(told), survivors: [...survivors].sort() };
  }

  /** What is said of the resource as it should be does not count: to make again what is there is not always sound. */
  async #newCatches(sound: Subject, changed: Subject): Promise<Catch[]> {
    const before = await this.#catchesOfSound(sound);
    return (await this.#judges.catchesOf(changed)).filter((one) => !before.has(nameOf(one)));
  }

  async #catchesOfSound(sound: Subject): Promise<Set<string>> {
    const known = this.#soundCatches.get(sound);
    if (known) return known;
    const names = new Set((await this.#judges.catchesOf(sound)).map(nameOf));
    this.#soundCatches.set(sound, names);
    return names;
  }
}

/** By their names: in which order an environment came up is chance. */
function inOrder(catches: ReadonlyMap<string, Catch>): Catch[] {
  return [...catches.keys()].sort().map((name) => catches.get(name) as Catch);
}
