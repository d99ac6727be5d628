/** A program of the corpus: what it registers, and what is done with it, one step after the other. */
import type { ConformanceCloud, Faults } from "./cloud";
import type { NormalResult } from "./normal";

export interface Step {
  operation: "preview" | "up" | "refresh" | "destroy";
  /** Which form of the program; the one before where it is left out. */
  variant?: string;
  /** Names in the corpus's short form: `fake:index:Thing::a`. */
  targets?: readonly string[];
  targetDependents?: true;
  replace?: readonly string[];
  excludeProtected?: true;
  previewOnly?: true;
  faults?: Faults;
  /** What a person does in the cloud before it. */
  edit?: (cloud: ConformanceCloud) => void;
  /** What happens to the state before it. */
  editState?: (deployment: Deployment) => Deployment;
}

/** A state as its file holds it. */
export interface Deployment {
  resources: readonly { urn: string; [field: string]: unknown }[];
  [field: string]: unknown;
}

/** Where ours answers otherwise on purpose: what the real engine's answer is to be turned into, and why. */
export interface Difference {
  /** Counted from 0. */
  step: number;
  because: string;
  ours: (theirs: NormalResult, before: NormalResult) => NormalResult;
}

export interface ConformanceProgram {
  /** Registers resources; what it answers are the stack's outputs. */
  program: (variant: string) => unknown;
  steps: readonly Step[];
  differences?: readonly Difference[];
  /** Run by ours in a process of its own, too: in ours, the SDK would lose what functions called by the engine log. */
  ownProcess?: true;
}

export type ConformancePrograms = Readonly<Record<string, ConformanceProgram>>;
