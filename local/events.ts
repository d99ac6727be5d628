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

/**
 * The state of a resource as an event shows it. Its values are those of a state file, but that a secret's ciphertext says
 * no more than that it is one, and that a value may be unknown.
 */
export interface StepEventState {
  type: string;
  urn: string;
  custom?: boolean;
  /** Replaced, and still to be deleted. */
  delete?: boolean;
  id: string;
  parent: string;
  protect?: boolean;
  /** Marked by hand: it is replaced at the next update. */
  taint?: boolean;
  /** Only read here. */
  external?: boolean;
  retainOnDelete?: boolean;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  provider: string;
  initErrors?: string[];
  /** Property paths whose changes are not to be shown. */
  hideDiffs?: string[];
  /** As in a state; the real engine's events leave these out. Policies judge a preview by them. */
  propertyDependencies?: Record<string, string[]>;
  dependencies?: string[];
  sourcePosition?: string;
  stackTrace?: { sourcePosition?: string }[];
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
  /** Property path → what happens to it; null where nothing was compared. */
  detailedDiff: Record<string, { diffKind: string; inputDiff: boolean }> | null;
  logical?: boolean;
  provider: string;
}

export interface DiagnosticEvent {
  urn?: string;
  prefix?: string;
  message: string;
  color: "never";
  severity: "debug" | "info" | "info#err" | "warning" | "error";
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
  /** Where the program makes the resource, as a state has it. Only here: the real engine's events do not say. */
  sourcePosition?: string;
}

export interface SummaryEvent {
  /** Whether a step failed of which it is not known what it has done. */
  maybeCorrupt: boolean;
  durationSeconds: number;
  /** Operation → number of resources. */
  resourceChanges: Partial<Record<StepOp, number>>;
  /** Policy pack → version. */
  PolicyPacks: Record<string, string>;
  isPreview: boolean;
  result: "succeeded" | "failed" | "canceled";
}

export interface EngineEvent {
  sequence: number;
  /** Seconds since 1970. */
  timestamp: number;
  preludeEvent?: { config: Record<string, string> };
  resourcePreEvent?: { metadata: StepEventMetadata; planning?: boolean };
  resOutputsEvent?: { metadata: StepEventMetadata; planning?: boolean };
  /** Status 2: what the step has done is not known. Steps: how many had been counted. */
  resOpFailedEvent?: { metadata: StepEventMetadata; status: number; steps: number };
  diagnosticEvent?: DiagnosticEvent;
  policyEvent?: PolicyEvent;
  policyRemediationEvent?: Omit<PolicyEvent, "message" | "enforcementLevel" | "severity"> & {
    before: Record<string, unknown>;
    after: Record<string, unknown>;
  };
  summaryEvent?: SummaryEvent;
  /** The operation is over: the last event. */
  cancelEvent?: Record<string, never>;
}

/** Something that is said, as the real engine dresses it (`defaultSink.Stringify` in `sdk/go/common/diag/sink.go`). */
export function diagnosticEvent(
  severity: DiagnosticEvent["severity"],
  message: string,
  about: Pick<DiagnosticEvent, "urn" | "ephemeral"> = {},
): EngineEventBody {
  const { urn, ephemeral } = about;
  const prefix = severity.startsWith("info") ? undefined : `${severity}: `;
  return {
    diagnosticEvent: {
      ...(urn && { urn }),
      ...(prefix && { prefix }),
      message: `${message}\n`,
      color: "never",
      severity,
      ...(ephemeral && { ephemeral }),
    },
  };
}

/** An event as its maker gives it: number and time are added when it is sent. */
export type EngineEventBody = Omit<EngineEvent, "sequence" | "timestamp">;
