/** In which order things were done, as far as it is forced: of two resources where one needs the other. */
import type { ResourceState, Snapshot } from "../../../local/engine";
import { urnsNeededBy } from "../../../local/engine/graph";
import { isDefaultProvider } from "../../../local/engine/urn";
import type { EngineEvent, StepOp } from "../../../local/events";

/** Steps in which something happens to a resource. */
const deeds: ReadonlySet<StepOp> = new Set([
  "create",
  "create-replacement",
  "update",
  "delete",
  "delete-replaced",
  "read",
  "import",
]);

interface Span {
  op: StepOp;
  urn: string;
  begun: number;
  ended: number;
}

export function orderOf(events: readonly EngineEvent[], before: Snapshot, after: Snapshot): string[] {
  const spans = spansOf(events);
  const order = new Set<string>();
  const note = (first: Span, second: Span) => {
    if (first.ended < second.begun) order.add(`${first.op} ${first.urn}, ${second.op} ${second.urn}`);
  };
  for (const [urn, needed] of needsIn([...before.resources, ...after.resources]))
    for (const one of spans.filter((span) => span.urn === urn))
      for (const other of spans.filter((span) => needed.has(span.urn))) {
        note(one, other);
        note(other, one);
      }
  return [...order].sort();
}

function needsIn(resources: readonly ResourceState[]): Map<string, Set<string>> {
  const needs = new Map<string, Set<string>>();
  for (const state of resources)
    needs.set(state.urn, new Set([...(needs.get(state.urn) ?? []), ...urnsNeededBy(state)]));
  return needs;
}

function spansOf(events: readonly EngineEvent[]): Span[] {
  const spans: Span[] = [];
  for (const [index, { resourcePreEvent, resOutputsEvent, resOpFailedEvent }] of events.entries()) {
    const { op, urn, old, new: state } = (resourcePreEvent ?? resOutputsEvent ?? resOpFailedEvent)?.metadata ?? {};
    if (!op || !urn || !deeds.has(op) || !(state ?? old)?.custom || isDefaultProvider(urn)) continue;
    if (resourcePreEvent) spans.push({ op, urn, begun: index, ended: Number.POSITIVE_INFINITY });
    else {
      const open = spans.find((span) => span.urn === urn && span.op === op && span.ended > index);
      if (open) open.ended = index;
    }
  }
  return spans;
}
