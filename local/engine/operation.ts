/** The engine's door, as types: what an operation is given, and what it answers. */
import type { Analyzer } from "../analyzer";
import type { EngineEventBody, StepOp } from "../events";
import type { Cloud } from "../provider";
import type { WaitingProcess } from "../sdk-process";
import type { PropertyMap } from "../values";
import type { Snapshot, StateStore } from "./state";

/** A program on disk, run by `@pulumi/pulumi/cmd/run` in a process of its own; or a function, run in this process. */
export type Program =
  | {
      directory: string;
      entryPoint: string;
      nodeArgs: readonly string[];
      /** A process that was started for it already. */
      waiting?: WaitingProcess;
    }
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
  /**
   * The outputs of another stack, by the name that a program refers to it with; `undefined` where there is none. Without
   * this, references to stacks are refused.
   */
  stackOutputs?: (stack: string) => Promise<PropertyMap | undefined>;
}

/** Which resources an operation is about. */
export interface Targets {
  /**
   * URNs, where `*` stands for any part of a segment and `**` for anything; or plain names. The operation deals with
   * these alone: others stay as they are. One that fits nothing is an error.
   */
  targets?: readonly string[];
  /** Deal with what needs a target, too. @default false */
  targetDependents?: boolean;
}

export interface UpOptions extends OperationOptions, Targets {
  /** Resources to replace although nothing about them has changed, named as targets are. */
  replace?: readonly string[];
}

type OptionsWithoutProgram = Omit<OperationOptions, "program" | "analyzers"> & Targets;

/** What compares the state with the cloud: no program is run. */
export interface RefreshOptions extends OptionsWithoutProgram {
  /** Tell what has changed, and keep the state as it is. @default false */
  preview?: boolean;
  /** URN → id of what an interrupted create has made, where no provider can tell. One that fits nothing is an error. */
  importPendingCreates?: ReadonlyMap<string, string>;
  /** Drop interrupted creates of which no provider can tell whether they made anything. @default false */
  clearPendingCreates?: boolean;
}

export interface DestroyOptions extends OptionsWithoutProgram {
  /** Leave protected resources, and all that they need, where they are. */
  excludeProtected?: boolean;
  /**
   * Delete for good what lies in the resources that go, where their provider can empty them: once nothing else stands
   * against the destroy, and before anything is deleted. @default false
   */
  emptyBuckets?: boolean;
  /** The cloud is a copy, and all is done to it; but it is told as a preview, and the state is kept as it is. @default false */
  rehearsal?: boolean;
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
  /** What was done, or would be, in the order in which it ended: what a duration is estimated from. */
  completed: readonly CompletedStep[];
  /** Resources that the cloud would refuse to delete for a property, which is why a `destroy` deleted nothing. */
  refusals?: Refusal[];
}

export interface CompletedStep {
  op: StepOp;
  urn: string;
  type: string;
  parent: string | undefined;
  /** URNs that the resource needs, its parent too: they come before it when it is made, and after it when it is deleted. */
  needs: readonly string[];
  /** Whether the cloud is asked: not for components and providers, nor for what is left there or goes with another. */
  inCloud: boolean;
}

/** Why a resource cannot be deleted, and the property that says so. */
export interface Refusal {
  urn: string;
  property: string;
  reason: string;
}
