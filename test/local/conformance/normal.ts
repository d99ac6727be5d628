/**
 * What an engine made of one step, in a form in which two engines can be compared: without time, chance, and the order in
 * which things happened to be done, and with the words of errors reduced to their kind.
 */
import type { ResourceState, Snapshot } from "../../../local/engine";
import { signatureKey, unknownValue } from "../../../local/engine/marshal";
import { isDefaultProvider } from "../../../local/engine/urn";
import type { EngineEvent, StepEventMetadata } from "../../../local/events";
import { ResourceReference, Secret, Unknown } from "../../../local/values";
import type { ConformanceCloud } from "./cloud";
import { kindOf } from "./kinds";
import { orderOf } from "./order";
import { withShortUrns } from "./urns";

export interface NormalResult {
  outcome: "succeeded" | "failed";
  /** Severity and kind, and the resource that it is about. */
  diagnostics: string[];
  changes: Record<string, number>;
  /** What was done to a resource, by resource. */
  resources: Record<string, NormalStep[]>;
  /** `create a, create b`: the first had ended when the second began, and one needs the other. */
  order: string[];
  /** Resources of the state. */
  state: Plain[];
  /** Operations of the state that have begun and not ended. */
  pending: Plain[];
  /** What there is in the cloud, by id. */
  cloud: Plain;
}

type Plain = Record<string, unknown>;

export interface NormalStep extends Plain {
  op: string;
  /** Absent where the step came to no end. */
  ended?: "done" | "failed";
}

/** What an operation left behind it. */
export interface Run {
  succeeded: boolean;
  events: readonly EngineEvent[];
  before: Snapshot;
  after: Snapshot;
  cloud: ConformanceCloud;
}

export function normalResult({ succeeded, events, before, after, cloud }: Run): NormalResult {
  const result: NormalResult = {
    outcome: succeeded ? "succeeded" : "failed",
    diagnostics: diagnosticsOf(events),
    changes: events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {},
    resources: resourcesOf(events),
    order: orderOf(events, before, after),
    state: after.resources.map(resourceOf).sort(byUrn),
    pending: after.pendingOperations.map(({ type, resource }) => ({ type, urn: resource.urn })).sort(byUrn),
    cloud: Object.fromEntries([...cloud.things].map(([id, thing]) => [id, plain(thing)])),
  };
  return scrubbed(result) as NormalResult;
}

/** Removes what differs from run to run, and the two engines' spellings of what is secret or unknown. */
function scrubbed(value: unknown): unknown {
  if (typeof value === "string")
    return withShortUrns(value)
      .replaceAll(unknownValue, "[unknown]")
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "[random]")
      .replaceAll(/-[0-9a-f]{8}\b/g, "-[random]");
  if (Array.isArray(value)) return value.map(scrubbed);
  if (typeof value !== "object" || value === null) return value;
  if (signatureKey in value && "ciphertext" in value) return value.ciphertext;
  const entries = Object.entries(value).filter(([key, inner]) => inner !== undefined && key !== "__madeBy");
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [withShortUrns(key), scrubbed(inner)]),
  );
}

function diagnosticsOf(events: readonly EngineEvent[]): string[] {
  const told = events.flatMap(({ diagnosticEvent: event }) => {
    if (!event || !["info", "warning", "error"].includes(event.severity) || event.ephemeral) return [];
    const kind = kindOf(event.message);
    return kind === undefined ? [] : [`${event.severity}: ${kind}${event.urn ? `, ${event.urn}` : ""}`];
  });
  return [...new Set(told)].sort();
}

/** The real engine's log speaks of its own bookkeeping, too; no display shows that, and ours leaves it out. */
export function resourcesOf(events: readonly EngineEvent[]): NormalResult["resources"] {
  const resources: NormalResult["resources"] = {};
  for (const { resourcePreEvent, resOutputsEvent, resOpFailedEvent } of events) {
    const told = resourcePreEvent ?? resOutputsEvent ?? resOpFailedEvent;
    if (!told || isDefaultProvider(told.metadata.urn) || told.metadata.op === "remove-pending-replace") continue;
    const { metadata } = told;
    const steps = resources[metadata.urn] ?? [];
    if (resourcePreEvent) steps.push({ op: metadata.op });
    const step = steps.at(-1) as NormalStep;
    if (resOutputsEvent && step.op !== metadata.op) step.became = metadata.op; // what a refresh found
    Object.assign(step, differenceIn(metadata));
    if (resOutputsEvent?.planning) Object.assign(step, toBe(metadata));
    // Where something fails, it is chance whether a component is done before.
    if (!resourcePreEvent && isCustom(metadata)) step.ended = resOutputsEvent ? "done" : "failed";
    resources[metadata.urn] = steps;
  }
  return resources;
}

function isCustom({ old, new: after }: StepEventMetadata): boolean {
  return (after ?? old)?.custom === true;
}

function differenceIn({ keys, diffs, detailedDiff }: StepEventMetadata): Plain {
  const detailed = Object.entries(detailedDiff ?? {}).map(([path, { diffKind, inputDiff }]) => [
    path,
    inputDiff ? `${diffKind} of inputs` : diffKind,
  ]);
  return present({ keys: sorted(keys), diffs: sorted(diffs), detailedDiff: Object.fromEntries(detailed) });
}

/** What a preview foretells; after an update, the state tells. */
function toBe({ op, new: after }: StepEventMetadata): Plain {
  if (!after || op === "same") return {};
  const { id, protect, inputs, outputs } = after;
  return present({ id, protect, inputs, outputs });
}

/** A resource of a state, without time and place, and without what is empty. */
export function resourceOf(state: ResourceState): Plain {
  const {
    created: _created,
    modified: _modified,
    sourcePosition: _position,
    stackTrace: _trace,
    type: _type,
    ...kept
  } = state;
  const {
    inputs,
    outputs,
    dependencies,
    aliases,
    additionalSecretOutputs,
    propertyDependencies = {},
    ...others
  } = kept;
  return present({
    ...others,
    inputs: plain(inputs),
    outputs: plain(outputs),
    dependencies: sorted(dependencies),
    aliases: sorted(aliases),
    additionalSecretOutputs: sorted(additionalSecretOutputs),
    propertyDependencies: present(
      Object.fromEntries(Object.entries(propertyDependencies).map(([key, urns]) => [key, sorted(urns)])),
    ),
  });
}

/** Secrets, unknowns and references as plain JSON. */
function plain(value: unknown): unknown {
  if (value instanceof Secret) return { "[secret]": plain(value.value) };
  if (value instanceof Unknown) return "[unknown]";
  if (value instanceof ResourceReference) return { "[resource]": value.urn, id: plain(value.id) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function sorted(list: readonly string[] | undefined): string[] | undefined {
  return list && [...list].sort();
}

function byUrn(a: Plain, b: Plain): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function keyOf({ urn, delete: replaced, id }: Plain): string {
  return `${urn} ${replaced === true} ${id}`;
}

/** What is empty is not there. */
function present(map: Plain): Plain {
  const isEmpty = (value: unknown) =>
    typeof value === "object" && value !== null ? Object.keys(value).length === 0 : !value && value !== 0;
  return Object.fromEntries(Object.entries(map).filter(([, value]) => !isEmpty(value)));
}
