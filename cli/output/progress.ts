/** What has become of each resource so far, made from the engine's events. */
import { type EngineEventBody, parseUrn, type ResourceState, type StepEventMetadata, type StepOp } from "../../local";
import { hiddenIn } from "./diff";

export interface Row {
  urn: string;
  type: string;
  name: string;
  parent: string;
  op: StepOp;
  state: "running" | "done" | "failed";
  /** Milliseconds, by the clock of `Progress`. */
  startedAt: number;
  seconds: number;
  /** Top-level properties that change. */
  diffs: readonly string[];
  /** Whether the operation is what a refresh has found, and nothing that is done. */
  found: boolean;
  /** Absent where nothing has happened to the resource. */
  metadata?: StepEventMetadata;
}

export type KnownResource = Pick<ResourceState, "urn" | "parent">;

/** A row in its place: with the lines that lead to it. */
export interface PlacedRow {
  row: Row;
  depth: number;
  prefix: string;
}

export interface Counts {
  running: number;
  done: number;
  failed: number;
}

export class Progress {
  readonly #rows = new Map<string, Row>();
  /** Whether it is a preview that is told of. */
  #planning = false;

  constructor(private readonly clock: () => number = () => performance.now()) {}

  learn(resources: readonly KnownResource[]): void {
    for (const { urn, parent = "" } of resources) {
      const { type, name } = parseUrn(urn);
      if (!this.#rows.has(urn))
        this.#rows.set(urn, {
          urn,
          type,
          name,
          parent,
          op: "same",
          state: "done",
          startedAt: 0,
          seconds: 0,
          diffs: [],
          found: false,
        });
    }
  }

  /** Answers with the rows that the event is about. */
  apply(event: EngineEventBody): Row[] {
    const { resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent, summaryEvent } = event;
    if (resourcePreEvent?.planning) this.#planning = true;
    if (resourcePreEvent) return [this.#step(resourcePreEvent.metadata, "running")];
    if (resOutputsEvent) return [this.#step(resOutputsEvent.metadata, "done")];
    if (resOpFailedEvent) return [this.#step(resOpFailedEvent.metadata, "failed")];
    if (summaryEvent) return this.#endOfComponents();
    if (this.#planning && diagnosticEvent?.severity === "error" && diagnosticEvent.urn)
      return this.#failureInPreview(diagnosticEvent.urn);
    return [];
  }

  get(urn: string): Row | undefined {
    return this.#rows.get(urn);
  }

  now(): number {
    return this.clock();
  }

  counts(): Counts {
    const counts = { running: 0, done: 0, failed: 0 };
    for (const row of this.#rows.values()) if (row.op !== "same" || row.state === "failed") counts[row.state]++;
    return counts;
  }

  underWay(): Row[] {
    return [...this.#rows.values()].filter((row) => row.state === "running" && row.op !== "same");
  }

  /** The tree of what changes, and of what leads there; resources under their parents in order of appearance. */
  tree(): PlacedRow[] {
    const children = new Map<string, Row[]>();
    for (const row of this.#rows.values()) {
      const parent = this.#rows.has(row.parent) ? row.parent : "";
      const siblings = children.get(parent);
      if (siblings) siblings.push(row);
      else children.set(parent, [row]);
    }
    const shown = new Set<string>();
    for (const row of this.#rows.values()) if (row.op !== "same" || row.state === "failed") this.#markPath(row, shown);
    const placed: PlacedRow[] = [];
    const place = (rows: readonly Row[], depth: number, lead: string) => {
      const visible = rows.filter(({ urn }) => shown.has(urn));
      visible.forEach((row, i) => {
        const last = i === visible.length - 1;
        placed.push({ row, depth, prefix: depth === 0 ? "" : `${lead}${last ? "└─ " : "├─ "}` });
        place(children.get(row.urn) ?? [], depth + 1, depth === 0 ? "" : `${lead}${last ? "   " : "│  "}`);
      });
    };
    place(children.get("") ?? [], 0, "");
    return placed;
  }

  /** A preview tells only of the error where a step fails. */
  #failureInPreview(urn: string): Row[] {
    const row = this.#rows.get(urn);
    return row?.state === "running" && row.metadata ? [this.#step(row.metadata, "failed")] : [];
  }

  /** Those of whose outputs the program has told nothing. */
  #endOfComponents(): Row[] {
    return [...this.#rows.values()].flatMap(({ state, metadata }) =>
      state === "running" && metadata?.new && !metadata.new.custom ? [this.#step(metadata, "done")] : [],
    );
  }

  #markPath(row: Row, shown: Set<string>): void {
    for (let at: Row | undefined = row; at && !shown.has(at.urn); at = this.#rows.get(at.parent)) shown.add(at.urn);
  }

  #step(metadata: StepEventMetadata, state: Row["state"]): Row {
    const { urn, op } = metadata;
    const isHidden = hiddenIn(metadata);
    const diffs = (metadata.diffs ?? []).filter((key) => !isHidden(key));
    const before = this.#rows.get(urn);
    const now = this.clock();
    const again = state !== "running" && before !== undefined;
    const startedAt = again ? before.startedAt : now;
    const { type, name } = parseUrn(urn);
    const row: Row = {
      urn,
      type,
      name,
      parent: metadata.new?.parent ?? metadata.old?.parent ?? before?.parent ?? "",
      op: combined(before?.op, op),
      state,
      startedAt,
      seconds: again && before.state !== "running" ? before.seconds : (now - startedAt) / 1000,
      diffs: diffs.length > 0 ? diffs : (before?.diffs ?? []),
      found: before?.op === "refresh" && before.state === "running" && op !== "refresh",
      metadata,
    };
    this.#rows.set(urn, row);
    return row;
  }
}

const replacement: ReadonlySet<StepOp> = new Set([
  "replace",
  "create-replacement",
  "delete-replaced",
  "discard-replaced",
  "read-replacement",
  "import-replacement",
]);

/** A replacement is made of several steps, and is one thing to look at. */
function combined(before: StepOp | undefined, op: StepOp): StepOp {
  // What was only looked at becomes what was found, or what is then done.
  if (before === undefined || before === "same" || before === "refresh" || before === op)
    return op === "create-replacement" ? "replace" : op;
  return replacement.has(before) || replacement.has(op) ? "replace" : op === "same" ? before : op;
}

/** `gcp:cloudrunv2/service:Service` as people write it: `gcp:cloudrunv2:Service`. */
export function shortType(type: string): string {
  return type.replace(/^([^:]+:[^:/]+)\/[^:]+:/, "$1:");
}
