/** What a cloud refuses and a mock does not: one rule a file, named `NAME.rule.ts`, listed in `rules.ts`. */
import type { PropertyMap } from "../values";
import type { ResourceType } from "./catalogue";
import { projectNumber } from "./projects/number";
import type { World, WorldRecord } from "./world";

export type Operation = "create" | "update" | "delete";

/** What a rule judges. */
export interface Request {
  operation: Operation;
  type: ResourceType;
  id: string;
  /** As the cloud receives them; before a deletion, as it has them. */
  inputs: PropertyMap;
  /** The resource's project, or the provider's where it names none. */
  project: string;
  world: World;
  /** What the cloud has of that type and id. */
  existing: WorldRecord | undefined;
}

export interface Rule {
  /** Unique, and what it demands: `service-account-exists`. */
  name: string;
  /** The types it judges; all of them when absent. */
  types?: readonly string[];
  before: readonly Operation[];
  /** Throws the refusal. */
  check(request: Request): void;
}

export function numberOf({ world, project, inputs }: Request): string {
  return projectNumber(world, project, inputs);
}
