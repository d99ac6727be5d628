/** Tells what happens, as events in the shapes of the real engine's, and keeps the count of it. */
import type { Remediation, Violation } from "../analyzer";
import {
  type DiagnosticEvent,
  diagnosticEvent,
  type EngineEventBody,
  type PolicyEvent,
  type StepEventMetadata,
  type StepEventState,
  type StepOp,
} from "../events";
import type { PropertyMap } from "../values";
import { messageOf, OutcomeUnknown } from "./errors";
import { secretText, toEvent } from "./marshal";
import type { OperationOptions } from "./operation";
import type { ResourceState } from "./state";
import type { Step } from "./step";
import { isDefaultProvider, parseUrn } from "./urn";

/** Where the real engine's update does not know what has become of a resource (`resource.StatusUnknown`). */
const statusUnknown = 2;

export class Reporter {
  readonly changes: Partial<Record<StepOp, number>> = {};
  /** Whether anything went wrong so far. */
  failed = false;
  #cancelled = false;
  #maybeCorrupt = false;
  readonly #started = performance.now();

  constructor(
    private readonly emit: (event: EngineEventBody) => void,
    private readonly preview: boolean,
  ) {}

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  prelude({ values, secretKeys }: OperationOptions["config"]): void {
    const shown = Object.entries(values).map(([key, value]) => [key, secretKeys.includes(key) ? secretText : value]);
    this.emit({ preludeEvent: { config: Object.fromEntries(shown) } });
  }

  summary(policyPacks: Record<string, string>): void {
    this.emit({
      summaryEvent: {
        maybeCorrupt: this.#maybeCorrupt,
        durationSeconds: Math.ceil(this.seconds),
        resourceChanges: this.changes,
        PolicyPacks: policyPacks,
        isPreview: this.preview,
        result: this.#cancelled ? "canceled" : this.failed ? "failed" : "succeeded",
      },
    });
  }

  /** @param operation What was cancelled. */
  cancelled(operation: string): void {
    this.#cancelled = true;
    this.error(`${operation} cancelled`);
  }

  starting(step: Step): void {
    if (isShown(step)) this.emit({ resourcePreEvent: { metadata: metadataOf(step), ...this.#planning } });
  }

  done(step: Step): void {
    if (!isShown(step)) return;
    const op = step.outcome ?? step.op;
    if (step.outcome || counts(step)) this.changes[op] = (this.changes[op] ?? 0) + 1;
    if (this.preview || hasEnded(step)) this.outputs({ ...step, op });
  }

  /** A resource has outputs, at the end of its step or when the program tells them. */
  outputs(step: Step): void {
    if (isShown(step)) this.emit({ resOutputsEvent: { metadata: metadataOf(withSecrecy(step)), ...this.#planning } });
  }

  /** A preview tells of it only why. */
  stepFailed(step: Step, error: unknown): void {
    this.error(messageOf(error), isShown(step) ? step.urn : undefined);
    if (this.preview) return;
    const status = error instanceof OutcomeUnknown ? statusUnknown : 0;
    if (status === statusUnknown) this.#maybeCorrupt = true;
    if (!isShown(step)) return;
    const steps = Object.values(this.changes).reduce((sum, count) => sum + count, 0);
    this.emit({ resOpFailedEvent: { metadata: metadataOf(step), status, steps } });
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

  diagnostic(severity: DiagnosticEvent["severity"], message: string, urn?: string, ephemeral = false): void {
    this.emit(diagnosticEvent(severity, message, { urn, ephemeral }));
  }

  violation(violation: Violation, urn: string, sourcePosition?: string): void {
    const { message, severity, enforcementLevel } = violation;
    if (enforcementLevel === "mandatory") this.failed = true;
    this.emit({
      policyEvent: {
        ...policyOf(violation, urn),
        message: `${message}\n`,
        enforcementLevel,
        ...(severity && { severity }),
        ...(sourcePosition && { sourcePosition }),
      },
    });
  }

  remediation(remediation: Remediation, urn: string, before: PropertyMap, sourcePosition?: string): void {
    this.emit({
      policyRemediationEvent: {
        ...policyOf(remediation, urn),
        ...(sourcePosition && { sourcePosition }),
        before: toEvent(before),
        after: toEvent(remediation.properties),
      },
    });
  }

  get #planning(): { planning?: true } {
    return this.preview ? { planning: true } : {};
  }
}

/** What is secret by now was so before, too: of what stays as it is, old and new outputs are the same. */
function withSecrecy(step: Step): Step {
  const { op, outcome, old, new: state } = step;
  return op === "same" && !outcome && old && state?.custom
    ? { ...step, old: { ...old, outputs: state.outputs } }
    : step;
}

/** The engine's own bookkeeping is not spoken of: `--json` leaves it out, as displays do (`isInternalStep`). */
function isShown({ op, urn }: Step): boolean {
  return op !== "remove-pending-replace" && !isDefaultProvider(urn);
}

/** A component that is made, or stays, is done when the program tells its outputs (`OnResourceStepPost`). */
function hasEnded({ op, old, new: state }: Step): boolean {
  return (state ?? old)?.custom === true || op === "delete" || op === "refresh";
}

/** A read that read what was there before is not a change. */
function counts(step: Step): boolean {
  if (step.op !== "read") return step.logical;
  return step.old !== undefined && JSON.stringify(shownState(step.old)) !== JSON.stringify(shownState(step.new));
}

function policyOf(
  policy: { policyName: string; policyPackName: string; policyPackVersion: string },
  urn: string,
): Omit<PolicyEvent, "message" | "enforcementLevel" | "severity"> {
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
  return {
    op,
    urn,
    type: current?.type ?? parseUrn(urn).type,
    old: shownState(step.old),
    new: shownState(step.new),
    ...(difference && {
      ...unlessEmpty("keys", op === "refresh" || step.outcome ? [] : difference.replaces),
      ...unlessEmpty("diffs", difference.changed),
    }),
    detailedDiff:
      difference && !difference.uncompared
        ? Object.fromEntries(
            // A provider holds new inputs against what the cloud has; where there is none, inputs are held against inputs.
            Object.entries(difference.detailed).map(([path, diffKind]) => [
              path,
              { diffKind, inputDiff: !current?.provider },
            ]),
          )
        : null,
    ...(logical && { logical }),
    provider: current?.provider ?? "",
  };
}

/** The real engine leaves out a list that is empty. */
function unlessEmpty(name: "keys" | "diffs", keys: string[]): Pick<StepEventMetadata, "keys" | "diffs"> {
  return keys.length > 0 ? { [name]: keys } : {};
}

/** What nobody asks for is not made: few look at properties. A state's maps are replaced and never changed. */
function shownState(state: ResourceState | undefined): StepEventState | null {
  if (!state) return null;
  const { inputs, outputs } = state;
  const { type, urn, custom, protect, taint, external, retainOnDelete, initErrors = [], hideDiff = [] } = state;
  const { dependencies = [], propertyDependencies = {}, sourcePosition, stackTrace = [] } = state;
  return {
    type,
    urn,
    ...(custom && { custom }),
    ...(state.delete && { delete: true }),
    id: state.id ?? "",
    parent: state.parent ?? "",
    ...(protect && { protect }),
    ...(taint && { taint }),
    ...(external && { external }),
    ...(retainOnDelete && { retainOnDelete }),
    get inputs() {
      return toEvent(inputs);
    },
    get outputs() {
      return toEvent(outputs);
    },
    provider: state.provider ?? "",
    ...(initErrors.length > 0 && { initErrors }),
    ...(hideDiff.length > 0 && { hideDiffs: hideDiff }),
    ...(dependencies.length > 0 && { dependencies }),
    ...(Object.keys(propertyDependencies).length > 0 && { propertyDependencies }),
    ...(sourcePosition && { sourcePosition }),
    ...(stackTrace.length > 0 && { stackTrace }),
  };
}
