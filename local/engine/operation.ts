/** The engine's door, as types: what an operation is given, and what it answers. */
import type { Analyzer } from "../analyzer";
import type { EngineEventBody, StepOp } from "../events";
import type { Cloud } from "../provider";
import type { PropertyMap } from "../values";
import type { Snapshot, StateStore } from "./state";

/** A program on disk, run by `@pulumi/pulumi/cmd/run` in a process of its own; or a function, run in this process. */
export type Program =
  | { directory: string; entryPoint: string; nodeArgs: readonly string[] }
  // biome-ignore lint/suspicious/noConfusingVoidType: a program that exports nothing returns nothing
  | (() => Promise<Record<string, unknown> | void> | Record<string, unknown> | void);

export interface OperationOptions {
  project: string;
  stack: string;
  /** Where `Pulumi.yaml` stands. */
  root: string;
  program: Program;
  /** Full keys (`flotilla:owner`) → values as strings; secret values decrypted. */
  config: { values: Readonly<Record<string, string>>; secretKeys: readonly string[] };
  cloud: Cloud;
  store: StateStore;
  analyzers?: readonly Analyzer[];
  emit: (event: EngineEventBody) => void;
  /** Resource operations under way at once. @default 16 */
  parallel?: number;
  signal?: AbortSignal;
  /** What automatic names are made from: the same seed gives a preview and its update the same names. @default random */
  seed?: Uint8Array;
  /** What `pulumi.getOrganization()` answers. @default "organization", as Pulumi has it without a service */
  organization?: string;
}

export interface DestroyOptions extends Omit<OperationOptions, "program" | "analyzers"> {
  /** Leave protected resources, and all that they need, where they are. */
  excludeProtected?: boolean;
}

export interface OperationResult {
  /** `failed`: errors were reported as diagnostic events. */
  outcome: "succeeded" | "failed";
  changes: Partial<Record<StepOp, number>>;
  /** The stack's outputs; may hold `Secret` and, after a preview, `Unknown`. */
  outputs: PropertyMap;
  /** What the state is after the operation; after a preview, what it would be. */
  snapshot: Snapshot;
  seconds: number;
  /** Resources that the cloud would refuse to delete, which is why a `destroy` deleted nothing. */
  refusals?: Refusal[];
}

/** Why a resource cannot be deleted, and the property that says so. */
export interface Refusal {
  urn: string;
  property: string;
  reason: string;
}
