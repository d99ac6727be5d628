/** The number of a project, which the cloud gives and no input asks for. */
import type { PropertyMap } from "../../values";
import { strings } from "../references";
import { decimal, digest } from "../template";
import type { World } from "../world";

/** Where the number of a resource's own project stands in texts that programs write. */
const naming = [
  /-(\d{6,15})\.[a-z0-9-]+\.run\.app\b/, // the deterministic address of a Cloud Run service
  /\b(\d{6,15})-compute@developer\.gserviceaccount\.com$/, // the default account of Compute Engine
  /^(?:serviceAccount:)?service-(\d{6,15})@/, // a service agent
];

/**
 * Decided once per project and kept in the world: the number that a stack's config tells, the one that a resource of the
 * project names, or one that follows from the project's id.
 */
export function projectNumber(world: World, project: string, inputs: PropertyMap): string {
  const decided = world.projectNumber(project);
  if (decided !== undefined) return decided;
  const decision = numberIn(inputs) ?? numberNamed(world, project) ?? madeUp(project);
  world.setProjectNumber(project, decision);
  return decision;
}

/**
 * A project has its number before any stack does, so a config that names both is believed: `project` and `projectNumber`, in
 * whatever namespace. What was decided before stays.
 */
export function learnNumbers(world: World, config: Readonly<Record<string, string>>): void {
  for (const [key, project] of Object.entries(config)) {
    const number = key.endsWith(":project") ? config[`${key}Number`] : undefined;
    if (number !== undefined && world.projectNumber(project) === undefined) world.setProjectNumber(project, number);
  }
}

/**
 * Every number that the project may have: where the one decided on follows from the id alone, because something asked before
 * anything had named it, what has named one since then means the project's own.
 */
export function projectNumbers(world: World, project: string): string[] {
  const decided = projectNumber(world, project, {});
  const named = decided === madeUp(project) ? numberNamed(world, project, decided) : undefined;
  return named === undefined ? [decided] : [decided, named];
}

const madeUp = (project: string) => decimal(digest(project), 12);

function numberNamed(world: World, project: string, other?: string): string | undefined {
  const ofProject = world.all().filter(({ inputs }) => inputs.project === project);
  return ofProject.map(({ inputs }) => numberIn(inputs)).find((number) => number !== undefined && number !== other);
}

function numberIn(inputs: PropertyMap): string | undefined {
  for (const { text } of strings(inputs))
    for (const pattern of naming) {
      const number = pattern.exec(text)?.[1];
      if (number) return number;
    }
  return undefined;
}
