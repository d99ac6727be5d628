/**
 * What a cloud refuses and a mock does not: one rule a file, named `NAME.rule.ts`, listed in `rules.ts`. A rule judges a
 * request before it is done; a defect rule finds, when an update has ended, what the cloud has accepted without a word
 * although it does not work.
 */
import type { PropertyMap } from "../values";
import type { ResourceType } from "./catalogue";
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

/** What a reader of `docs/rules.md` is told of a rule. */
export interface RuleFacts {
  /** Unique, and what it demands: `service-account-exists`. */
  name: string;
  /** What must hold, in one sentence. */
  demands: string;
  /** What the real cloud does where it does not hold: the code and the words of its answer, or what goes wrong later. */
  answer: string;
  /** Where that is known from: `owner/repository#number`, a file of the upstream provider, or a page's address. */
  sources: readonly [string, ...string[]];
}

export interface Rule extends RuleFacts {
  /** The types it judges; all of them when absent. */
  types?: readonly string[];
  before: readonly Operation[];
  /** Throws the refusal. */
  check(request: Request): void;
}

export interface DefectRule extends RuleFacts {
  /** The types it inspects. */
  types: readonly string[];
  /** What does not work of a resource that exists, and what to do; nothing where all is well. */
  inspect(record: WorldRecord, world: World): string | undefined;
}
