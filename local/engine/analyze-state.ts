/** Has policy packs judge what stands already, or would after a preview: no program is run, and no provider is asked. */
import type { Analyzer } from "../analyzer";
import type { EngineEventBody } from "../events";
import { messageOf } from "./errors";
import { secretText, signatureKey, signatures, unknownValue } from "./marshal";
import type { OperationOptions } from "./operation";
import { Policies } from "./policies";
import { Reporter } from "./reporter";
import { folderOf, ProgramLines } from "./source-lines";
import type { ResourceState } from "./state";
import { isRootStack, parseProviderReference, parseUrn } from "./urn";

/** A resource as a state, an export, or a preview's JSON has it: secrets in whatever form they have there. */
export type SavedResource = Pick<ResourceState, "urn" | "type"> &
  Partial<Omit<ResourceState, "urn" | "type" | "inputs" | "outputs">> & {
    inputs: Record<string, unknown>;
    outputs: Record<string, unknown>;
  };

export interface AnalyzeStateOptions {
  /** In the order of a state: a parent before its children. */
  resources: readonly SavedResource[];
  analyzers: readonly Analyzer[];
  emit: (event: EngineEventBody) => void;
  /** Where it was made from, where that is known: only then its lines can be told from those of components. */
  project?: Pick<OperationOptions, "program" | "root">;
}

/**
 * As the real engine analyzes a snapshot (`AnalyzeSnapshot` in `pkg/resource/deploy/analyze_snapshot.go`), but that what is
 * only read is left out, as in a preview: inputs for policies of single resources, outputs for those of the stack.
 * Answers whether no mandatory policy is violated; events tell of violations.
 */
export async function analyzeState(options: AnalyzeStateOptions): Promise<boolean> {
  const states = options.resources.filter((saved) => !saved.delete && !saved.external).map(revealed);
  const reporter = new Reporter(options.emit, false);
  const policies = new Policies(
    options.analyzers,
    providersAmong(states),
    reporter,
    new ProgramLines(options.project ? folderOf(options.project) : ""),
  );
  try {
    for (const state of states) await policies.remediate(state); // told, and not done
    await Promise.all(states.map((state) => policies.forbid(state)));
    const root = states.find(({ urn }) => isRootStack(urn));
    await policies.analyzeStack(states, new Map(), root?.urn ?? "");
  } catch (error) {
    reporter.error(messageOf(error));
  }
  reporter.summary(policies.packs);
  return !reporter.failed;
}

/** A provider that is not told of, as events leave out default ones, still has a name. */
function providersAmong(states: readonly ResourceState[]) {
  const known = new Map(states.map((state) => [state.urn, state]));
  return {
    state(reference: string) {
      const { urn } = parseProviderReference(reference);
      return known.get(urn) ?? { urn, type: parseUrn(urn).type, inputs: {} };
    },
  };
}

function revealed(saved: SavedResource): ResourceState {
  return {
    custom: true,
    ...saved,
    inputs: revealMap(saved.inputs),
    outputs: revealMap(saved.outputs),
  } as ResourceState;
}

function revealMap(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, reveal(value)]));
}

/**
 * Nobody is asked for a passphrase: what cannot be read is not known, and policies wait for it as in a preview. (The real
 * engine has them judge the text `[secret]`, of which a policy would say that it is no number, or no account of this kind.)
 */
function reveal(value: unknown): unknown {
  if (value === secretText) return unknownValue;
  if (Array.isArray(value)) return value.map(reveal);
  if (typeof value !== "object" || value === null) return value;
  const signed = value as Record<string, unknown>;
  if (signed[signatureKey] !== signatures.secret) return revealMap(signed);
  return typeof signed.plaintext === "string" ? reveal(JSON.parse(signed.plaintext)) : unknownValue;
}
