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
 * Decided once per project and kept in the world: the number that a resource of the project names, or one that follows
 * from the project's id.
 */
export function projectNumber(world: World, project: string, inputs: PropertyMap): string {
  const decided = world.projectNumber(project);
  if (decided !== undefined) return decided;
  const ofProject = world.all().filter((record) => record.inputs.project === project);
  const number = [inputs, ...ofProject.map((record) => record.inputs)].map(numberIn).find(Boolean);
  const decision = number ?? decimal(digest(project), 12);
  world.setProjectNumber(project, decision);
  return decision;
}

function numberIn(inputs: PropertyMap): string | undefined {
  for (const { text } of strings(inputs))
    for (const pattern of naming) {
      const number = pattern.exec(text)?.[1];
      if (number) return number;
    }
  return undefined;
}
