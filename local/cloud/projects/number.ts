/** The number of a project, which the cloud gives and no input asks for. */
import type { PropertyMap } from "../../values";
import { strings } from "../references";
import { decimal, digest } from "../template";
import type { Index, World } from "../world";

/** Where the number of a resource's own project stands in texts that programs write. */
const naming = [
  /-(\d{6,15})\.[a-z0-9-]+\.run\.app\b/, // the deterministic address of a Cloud Run service
  /\b(\d{6,15})-compute@developer\.gserviceaccount\.com$/, // the default account of Compute Engine
  /^(?:serviceAccount:)?service-(\d{6,15})@/, // a service agent
];

/**
 * Decided once per project and kept in the world: the number that a resource of the project names, the one that the stack's
 * config tells, or one that follows from the project's id.
 */
export function projectNumber(world: World, project: string, inputs: PropertyMap): string {
  const decided = world.projectNumber(project);
  if (decided !== undefined) return decided;
  const decision = numberIn(inputs) ?? numberNamed(world, project) ?? unnamed(world, project);
  world.setProjectNumber(project, decision);
  return decision;
}

/** A project has its number before any stack does: a config that has both, as `project` and `projectNumber`, is believed. */
export function learnNumbers(world: World, config: Readonly<Record<string, string>>): void {
  for (const [key, project] of Object.entries(config)) {
    const number = key.endsWith(":project") ? config[`${key}Number`] : undefined;
    if (number !== undefined) world.learnedNumbers.set(project, number);
  }
}

/**
 * Every number that the project may have: where the one decided on is what nothing had named, because something asked before
 * anything did, what has named one since then means the project's own.
 */
export function projectNumbers(world: World, project: string): string[] {
  const decided = projectNumber(world, project, {});
  const named = decided === unnamed(world, project) ? numberNamed(world, project, decided) : undefined;
  return named === undefined ? [decided] : [decided, named];
}

const unnamed = (world: World, project: string) => world.learnedNumbers.get(project) ?? madeUp(project);

const madeUp = (project: string) => decimal(digest(project), 12);

/** The project of what names a number. */
const byNumberedProject: Index = ({ inputs }) =>
  typeof inputs.project === "string" && numberIn(inputs) !== undefined ? [inputs.project] : [];

function numberNamed(world: World, project: string, other?: string): string | undefined {
  const numbers = world.find(byNumberedProject, project).map(({ inputs }) => numberIn(inputs));
  return numbers.find((number) => number !== other);
}

/** Inputs are replaced and never changed, so that what stands in them is looked for once. */
const found = new WeakMap<PropertyMap, string | undefined>();

function numberIn(inputs: PropertyMap): string | undefined {
  if (!found.has(inputs)) found.set(inputs, numberNamedIn(inputs));
  return found.get(inputs);
}

function numberNamedIn(inputs: PropertyMap): string | undefined {
  for (const { text } of strings(inputs))
    for (const pattern of naming) {
      const number = pattern.exec(text)?.[1];
      if (number) return number;
    }
  return undefined;
}
