import type { EngineEvent, EngineEventBody, StepEventMetadata, StepEventState, StepOp } from "../../local";

export const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
export const stackUrn = urn("pulumi:pulumi:Stack", "shop-dev");

interface StepInput {
  op?: StepOp;
  type?: string;
  parent?: string;
  old?: Record<string, unknown>;
  new?: Record<string, unknown>;
  detailedDiff?: StepEventMetadata["detailedDiff"];
  diffs?: string[];
}

export function metadata(name: string, step: StepInput = {}): StepEventMetadata {
  const { op = "create", type = "gcp:cloudrunv2/service:Service", parent = stackUrn } = step;
  const state = (inputs: Record<string, unknown>): StepEventState => ({
    custom: !/^(pulumi:pulumi:Stack|flotilla:)/.test(type),
    type,
    urn: urn(type, name),
    id: "",
    parent,
    provider: "",
    inputs,
    outputs: inputs,
  });
  return {
    op,
    urn: urn(type, name),
    type,
    old: step.old || op === "delete" ? state(step.old ?? {}) : null,
    new: op === "delete" ? null : state(step.new ?? {}),
    provider: "",
    detailedDiff: step.detailedDiff ?? null,
    ...(step.diffs && { diffs: step.diffs }),
  };
}

export const stackStep = (op: StepOp = "create") =>
  metadata("shop-dev", { op, type: "pulumi:pulumi:Stack", parent: "" });

export const started = (step: StepEventMetadata): EngineEvent => event({ resourcePreEvent: { metadata: step } });
export const finished = (step: StepEventMetadata): EngineEvent => event({ resOutputsEvent: { metadata: step } });
export const failed = (step: StepEventMetadata): EngineEvent =>
  event({ resOpFailedEvent: { metadata: step, status: 0, steps: 0 } });

/** A step from its start to its end. */
export const whole = (step: StepEventMetadata): EngineEvent[] => [started(step), finished(step)];

export function event(body: EngineEventBody): EngineEvent {
  return { sequence: 0, timestamp: 0, ...body };
}
