/** Tells what happens, as events in the shapes of the real engine's, and keeps the count of it. */
import type { Remediation, Violation } from "../analyzer";
import type {
  DiagnosticEvent,
  EngineEventBody,
  PolicyEvent,
  StepEventMetadata,
  StepEventState,
  StepOp,
} from "../events";
import type { PropertyMap } from "../values";
import type { OperationOptions } from "./operation";
import { shownMap } from "./properties";
import { containsPath, parsePath } from "./property-path";
import type { ResourceState } from "./state";
import type { Step } from "./step";
import { isDefaultProvider, parseUrn } from "./urn";

export class Reporter {
  readonly changes: Partial<Record<StepOp, number>> = {};
  /** Whether anything went wrong so far. */
  failed = false;
  readonly #started = performance.now();

  constructor(
    private readonly emit: (event: EngineEventBody) => void,
    private readonly preview: boolean,
  ) {}

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  prelude({ values, secretKeys }: OperationOptions["config"]): void {
    const shown = Object.entries(values).map(([key, value]) => [key, secretKeys.includes(key) ? "[secret]" : value]);
    this.emit({ preludeEvent: { config: Object.fromEntries(shown) } });
  }

  summary(policyPacks: Record<string, string>): void {
    this.emit({
      summaryEvent: {
        maybeCorrupt: this.failed,
        durationSeconds: Math.round(this.seconds),
        resourceChanges: this.changes,
        policyPacks,
        isPreview: this.preview,
      },
    });
  }

  cancelled(): void {
    this.emit({ cancelEvent: {} });
  }

  starting(step: Step): void {
    if (isShown(step)) this.emit({ resourcePreEvent: { metadata: metadataOf(step), ...this.#planning } });
  }

  done(step: Step): void {
    if (!isShown(step)) return;
    const op = step.outcome ?? step.op;
    if (step.outcome || counts(step)) this.changes[op] = (this.changes[op] ?? 0) + 1;
    this.outputs({ ...step, op });
  }

  /** A resource has outputs, at the end of its step or when the program tells them. */
  outputs(step: Step): void {
    if (isShown(step)) this.emit({ resOutputsEvent: { metadata: metadataOf(step), ...this.#planning } });
  }

  stepFailed(step: Step, message: string): void {
    this.error(message, step.urn);
    if (!isShown(step)) return;
    const steps = Object.values(this.changes).reduce((sum, count) => sum + count, 0);
    this.emit({ resOpFailedEvent: { metadata: metadataOf(step), status: 0, steps } });
  }

  error(message: string, urn?: string): void {
    this.failed = true;
    this.diagnostic("error", message, urn);
  }

  warning(message: string, urn?: string): void {
    this.diagnostic("warning", message, urn);
  }

  info(message: string, urn?: string): void {
    this.diagnostic("info", message, urn);
  }

  diagnostic(
    severity: DiagnosticEvent["severity"],
    message: string,
    urn?: string,
    stream?: Partial<DiagnosticEvent>,
  ): void {
    this.emit({ diagnosticEvent: { ...(urn && { urn }), message, color: "never", severity, ...stream } });
  }

  violation(violation: Violation, urn: string): void {
    const { message, severity, enforcementLevel } = violation;
    if (enforcementLevel === "mandatory") this.failed = true;
    this.emit({
      policyEvent: { ...policyOf(violation, urn), message, enforcementLevel, ...(severity && { severity }) },
    });
  }

  remediation(remediation: Remediation, urn: string, before: PropertyMap): void {
    this.emit({
      policyRemediationEvent: {
        ...policyOf(remediation, urn),
        before: shownMap(before),
        after: shownMap(remediation.properties),
      },
    });
  }

  get #planning(): { planning?: true } {
    return this.preview ? { planning: true } : {};
  }
}

/** The engine's own bookkeeping is not spoken of. */
function isShown({ urn }: Step): boolean {
  return !isDefaultProvider(urn);
}

/** A read that read what was there before is not a change. */
function counts(step: Step): boolean {
  if (step.op !== "read") return step.logical;
  return step.old !== undefined && JSON.stringify(shownState(step.old)) !== JSON.stringify(shownState(step.new));
}

function policyOf(
  policy: { policyName: string; policyPackName: string; policyPackVersion: string },
  urn: string,
): Omit<PolicyEvent, "message" | "enforcementLevel"> {
  const { policyName, policyPackName, policyPackVersion } = policy;
  return {
    resourceUrn: urn,
    color: "never",
    policyName,
    policyPackName,
    policyPackVersion,
    policyPackVersionTag: policyPackVersion,
  };
}

function metadataOf(step: Step): StepEventMetadata {
  const { op, urn, logical, difference } = step;
  const current = step.new ?? step.old;
  const hidden = (current?.hideDiff ?? []).map(parsePath);
  const isHidden = (path: string) => hidden.some((outer) => containsPath(outer, parsePath(path)));
  return {
    op,
    urn,
    type: current?.type ?? parseUrn(urn).type,
    old: shownState(step.old),
    new: shownState(step.new),
    ...(difference && {
      ...unlessEmpty(
        "keys",
        op === "refresh" || step.outcome ? [] : difference.replaces.filter((key) => !isHidden(key)),
      ),
      ...unlessEmpty(
        "diffs",
        difference.changed.filter((key) => !isHidden(key)),
      ),
      detailedDiff: Object.fromEntries(
        Object.entries(difference.detailed)
          .filter(([path]) => !isHidden(path))
          // A provider holds new inputs against what the cloud has; where there is none, inputs are held against inputs.
          .map(([path, diffKind]) => [path, { diffKind, inputDiff: !current?.provider }]),
      ),
    }),
    logical,
    provider: current?.provider ?? "",
  };
}

/** The real engine leaves out a list that is empty. */
function unlessEmpty(name: "keys" | "diffs", keys: string[]): Pick<StepEventMetadata, "keys" | "diffs"> {
  return keys.length > 0 ? { [name]: keys } : {};
}

function shownState(state: ResourceState | undefined): StepEventState | null {
  if (!state) return null;
  const { type, urn, custom, protect, id = "", parent = "", provider = "" } = state;
  return {
    type,
    urn,
    custom,
    ...(protect && { protect }),
    id,
    parent,
    provider,
    inputs: shownMap(state.inputs),
    outputs: shownMap(state.outputs),
  };
}
