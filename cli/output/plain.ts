/** A line for each resource when it is finished: for logs, where nothing can be redrawn. */
import type { EngineEvent } from "../../local";
import type { Colours, Terminal } from "../terminal";
import { changeLines } from "./changes";
import { headingLines } from "./heading";
import { Journal } from "./journal";
import type { Heading, Presenter } from "./presenter";
import { type KnownResource, Progress, type Row } from "./progress";
import { type Ending, reportLines } from "./report";
import { type LineStyle, renderPlace, renderRow } from "./tree";

export class PlainPresenter implements Presenter {
  readonly #journal = new Journal();
  readonly #progress = new Progress();
  /** The branch that the next line continues: the last resource printed, and its parents. */
  #branch: readonly string[] = [];
  readonly #finished = new Set<string>();
  #preview = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly colours: Colours,
    private readonly diff: boolean,
  ) {}

  begin(heading: Heading): void {
    this.#preview = heading.plan;
    this.#print(headingLines(heading, this.colours));
  }

  known(resources: readonly KnownResource[]): void {
    this.#progress.learn(resources);
  }

  event(event: EngineEvent): void {
    this.#journal.apply(event);
    for (const row of this.#progress.apply(event))
      if (row.state !== "running" && (row.op !== "same" || row.state === "failed")) this.#finish(row);
  }

  /** A component ends twice in a preview (when it is registered, and with its outputs); a replacement in several steps. */
  #finish(row: Row): void {
    const op = row.metadata?.op ?? row.op;
    const once = `${op === "create-replacement" ? "replace" : op} ${row.state} ${row.urn}`;
    if (this.#finished.has(once)) return;
    this.#finished.add(once);
    this.#printRow({ ...row, op: op === "create-replacement" ? "replace" : op });
  }

  note(text: string): void {
    this.#print([text]);
  }

  end(ending: Ending): void {
    const lines = reportLines(ending, this.#journal, { width: undefined, colours: this.colours });
    this.#print(this.#finished.size > 0 ? ["", ...lines] : lines);
  }

  #printRow(row: Row): void {
    const parents = this.#parents(row);
    // Resources finish in any order: a line that is not next to its siblings says first where it belongs.
    const shared = parents.findIndex((urn, depth) => urn !== this.#branch[depth]);
    const missing = shared === -1 ? [] : parents.slice(shared);
    this.#branch = [...parents, row.urn];
    // At once: each writing to a pipe waits for its reader.
    this.#print([
      ...missing.map((urn, i) => renderPlace(urn, prefix(shared + i), this.colours)),
      renderRow(row, prefix(parents.length), this.#style),
      ...(this.diff ? changeLines(row, parents.length, this.colours) : []),
    ]);
  }

  #parents({ parent }: Row): string[] {
    const urns: string[] = [];
    for (let urn = parent; urn !== ""; urn = this.#progress.get(urn)?.parent ?? "") urns.unshift(urn);
    return urns;
  }

  #print(lines: readonly string[]): void {
    if (lines.length > 0) this.terminal.out.write(`${lines.join("\n")}\n`);
  }

  get #style(): LineStyle {
    return { width: undefined, preview: this.#preview, now: this.#progress.now(), colours: this.colours };
  }
}

/** What comes later is not known, so every branch is drawn as one that goes on. */
function prefix(depth: number): string {
  return depth === 0 ? "" : `${"│  ".repeat(depth - 1)}├─ `;
}
