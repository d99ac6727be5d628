/** Makes every bad change, one at a time, and tells who catches it. */
import { type Kind, kinds } from "../../policy/kind";
import type { BadChange } from "./bad-change";
import { badChanges } from "./changes";
import { type Standing, type Subject, standing } from "./environment";
import { type Catch, catchesOf, isCaught } from "./judges";

export interface Verdict {
  /** Of how many resources it was made; where of none, the environment has none that it fits. */
  resources: number;
  /** Who catches it, of the resources that were caught. */
  caught: string[];
  /** Who tells of it and lets it pass. */
  told: string[];
  /** The names of the resources of which nobody caught it. */
  survivors: string[];
}

export interface Row {
  type: string;
  change: BadChange;
  verdicts: Record<Kind, Verdict>;
}

export interface Score {
  rows: Row[];
  /** Types that an environment has and nobody changed. */
  unchanged: string[];
}

export async function score(): Promise<Score> {
  const standings: Standing[] = [];
  for (const kind of kinds) standings.push(await standing(kind));
  const rows: Row[] = [];
  for (const [type, changes] of Object.entries(badChanges))
    for (const change of changes) {
      const verdicts = {} as Record<Kind, Verdict>;
      for (const environment of standings) verdicts[environment.kind] = await judged(environment, type, change);
      rows.push({ type, change, verdicts });
    }
  const types = new Set(standings.flatMap(({ subjects }) => subjects.map(({ type }) => type)));
  return { rows, unchanged: [...types].filter((type) => (badChanges[type] ?? []).length === 0) };
}

async function judged(environment: Standing, type: string, change: BadChange): Promise<Verdict> {
  const verdict: Verdict = { resources: 0, caught: [], told: [], survivors: [] };
  for (const subject of environment.subjects.filter((one) => one.type === type)) {
    const changed = change.made(subject);
    if (changed.length > 0) verdict.resources++;
    for (const one of changed) await judgeOne(environment, subject, one, verdict);
  }
  return {
    ...verdict,
    caught: distinct(verdict.caught),
    told: distinct(verdict.told),
    survivors: distinct(verdict.survivors),
  };
}

async function judgeOne(environment: Standing, sound: Subject, changed: Subject, verdict: Verdict): Promise<void> {
  const before = await soundCatches(environment, sound);
  const catches = (await catchesOf(environment, changed)).filter((one) => !before.has(nameOf(one)));
  const catching = catches.filter((one) => isCaught([one]));
  if (catching.length > 0) verdict.caught.push(...catching.map(nameOf));
  else {
    verdict.survivors.push(sound.name);
    verdict.told.push(...catches.filter(({ by }) => by === "advisory").map(nameOf));
  }
}

const known = new WeakMap<Subject, Promise<Set<string>>>();

/** What is said of the resource as it should be: in a cloud that has it already, making it again is not always the same. */
function soundCatches(environment: Standing, sound: Subject): Promise<Set<string>> {
  let names = known.get(sound);
  if (!names) {
    names = catchesOf(environment, sound).then((catches) => new Set(catches.map(nameOf)));
    known.set(sound, names);
  }
  return names;
}

export function nameOf({ by, name }: Catch): string {
  return by === "provider" ? `the provider's check of ${name}` : by === "cloud" ? `the cloud's rule ${name}` : name;
}

const distinct = (texts: readonly string[]) => [...new Set(texts)];
