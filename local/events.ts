/**
 * What happens during an operation, as data, in the order it happens. The shapes are those of the real engine's
 * `--json` event stream (`apitype.EngineEvent`), so that a tool written for one reads the other.
 */

export type StepOp =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "remove-pending-replace"
  | "read"
  | "read-replacement"
  | "refresh"
  | "discard"
  | "discard-replaced"
  | "import"
  | "import-replacement";

/** The state of a resource as an event shows it: secrets are `[secret]`, unknowns `[unknown]`. */
export interface StepEventState {
  type: string;
  urn: string;
  custom?: boolean;
  protect?: boolean;
  id: string;
  parent: string;
  provider: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

export interface StepEventMetadata {
  op: StepOp;
  urn: string;
  type: string;
  old: StepEventState | null;
  new: StepEventState | null;
  /** Top-level properties whose change replaces the resource. */
  keys?: string[];
  /** Top-level properties that change. */
  diffs?: string[];
  /** Property path → what happens to it. */
  detailedDiff?: Record<string, { diffKind: string; inputDiff: boolean }>;
  logical?: boolean;
  provider: string;
}

export interface DiagnosticEvent {
  urn?: string;
  prefix?: string;
  message: string;
  color: "never";
  severity: "debug" | "info" | "info#err" | "warning" | "error";
  streamID?: number;
  ephemeral?: boolean;
}

export interface PolicyEvent {
  resourceUrn?: string;
  message: string;
  color: "never";
  policyName: string;
  policyPackName: string;
  policyPackVersion: string;
  policyPackVersionTag: string;
  enforcementLevel: "advisory" | "mandatory" | "warning" | "disabled" | "remediate";
  severity?: string;
}

export interface SummaryEvent {
  /** Whether a mandatory policy was violated or a resource failed. */
  maybeCorrupt: boolean;
  durationSeconds: number;
  /** Operation → number of resources. */
  resourceChanges: Partial<Record<StepOp, number>>;
  /** Policy pack → version. */
  policyPacks: Record<string, string>;
  isPreview: boolean;
}

export interface EngineEvent {
  sequence: number;
  /** Seconds since 1970. */
  timestamp: number;
  preludeEvent?: { config: Record<string, string> };
  resourcePreEvent?: { metadata: StepEventMetadata; planning?: boolean };
  resOutputsEvent?: { metadata: StepEventMetadata; planning?: boolean };
  resOpFailedEvent?: { metadata: StepEventMetadata; status: number; steps: number };
  diagnosticEvent?: DiagnosticEvent;
  policyEvent?: PolicyEvent;
  policyRemediationEvent?: Omit<PolicyEvent, "message" | "enforcementLevel"> & {
    before: Record<string, unknown>;
    after: Record<string, unknown>;
  };
  summaryEvent?: SummaryEvent;
  cancelEvent?: Record<string, never>;
}

/** An event as its maker gives it: number and time are added when it is sent. */
export type EngineEventBody = Omit<EngineEvent, "sequence" | "timestamp">;
