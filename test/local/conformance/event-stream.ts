/**
 * The events of a step as `--json` tells them, whole, in a form in which two engines can be compared: without time,
 * chance, and the order of what happens to different resources, and with the words of messages reduced to their kind.
 */
import type { DiagnosticEvent, EngineEvent, StepEventMetadata, StepEventState } from "../../../local/events";
import { kindOf } from "./kinds";
import { withShortUrns } from "./urns";

export interface EventStream {
  prelude: unknown;
  /** What is told of a resource, in its order, by resource. */
  resources: Record<string, unknown[]>;
  /** Without those of which it is chance how often they are told. */
  diagnostics: unknown[];
  summary: unknown;
}

export function eventStream(events: readonly EngineEvent[]): EventStream {
  const resources: Record<string, unknown[]> = {};
  const ending = events.findLast((event) => event.summaryEvent)?.summaryEvent;
  for (const { sequence: _sequence, timestamp: _timestamp, ...event } of events) {
    const metadata = (event.resourcePreEvent ?? event.resOutputsEvent ?? event.resOpFailedEvent)?.metadata;
    if (!metadata || (ending?.result === "failed" && isOfProgram(event))) continue;
    resources[metadata.urn] = [...(resources[metadata.urn] ?? []), withoutChance(event, metadata)];
  }
  return scrubbed({
    prelude: events[0]?.preludeEvent,
    resources,
    diagnostics: diagnosticsOf(events),
    summary: { ...ending, durationSeconds: undefined },
  }) as EventStream;
}

/** Whether it is outputs of a component: where something fails, it is chance whether the program has told them before. */
function isOfProgram({ resOutputsEvent }: Partial<EngineEvent>): boolean {
  const state = resOutputsEvent?.metadata.new;
  return state ? !state.custom : false;
}

/** Lists in an order that has no meaning; and how many steps of other resources had been done by then. */
function withoutChance(event: object, metadata: StepEventMetadata): unknown {
  const [[kind, { steps: _steps, ...payload }]] = Object.entries(event) as [[string, Record<string, unknown>]];
  const { keys, diffs } = metadata;
  const sorted = { ...(keys && { keys: keys.toSorted() }), ...(diffs && { diffs: diffs.toSorted() }) };
  const states = { old: asTheRealOne(metadata.old), new: asTheRealOne(metadata.new) };
  return { [kind]: { ...payload, metadata: { ...metadata, ...states, ...sorted } } };
}

/** Without what is told here alone, for policies to judge a preview by. */
function asTheRealOne(state: StepEventState | null): Partial<StepEventState> | null {
  if (!state) return null;
  const { dependencies: _all, propertyDependencies: _each, sourcePosition: _at, stackTrace: _calls, ...told } = state;
  return told;
}

/** Each with the words of its message reduced to their kind. What the SDK says to who debugs it is not compared. */
function diagnosticsOf(events: readonly EngineEvent[]): unknown[] {
  const told = events.flatMap(({ diagnosticEvent: event }) => {
    if (!event || event.ephemeral || !["info", "warning", "error"].includes(event.severity)) return [];
    const kind = kindOf(event.message);
    return kind === undefined ? [] : [JSON.stringify(withKind(event, kind))];
  });
  return [...new Set(told)].sort().map((text) => JSON.parse(text));
}

function withKind({ urn, prefix, message, color, severity }: DiagnosticEvent, kind: string): DiagnosticEvent {
  return { urn, prefix, message: message.endsWith("\n") ? `${kind}\n` : kind, color, severity };
}

/** Removes what differs from run to run; the mark of the served cloud; and the order of keys. */
function scrubbed(value: unknown): unknown {
  if (typeof value === "string")
    return withShortUrns(value)
      .replaceAll(/(?!04da6b54)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "[random]")
      .replaceAll(/-[0-9a-f]{8}\b/g, "-[random]");
  if (Array.isArray(value)) return value.map(scrubbed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, inner]) => inner !== undefined && key !== "__madeBy");
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [withShortUrns(key), scrubbed(inner)]),
  );
}
