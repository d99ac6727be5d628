/** A tree that is redrawn while it grows: for people who watch. */
import type { EngineEvent } from "../../local";
import type { Colours, Terminal } from "../terminal";
import { changeLines } from "./changes";
import { headingLines } from "./heading";
import { Journal } from "./journal";
import type { Heading, Presenter } from "./presenter";
import { type KnownResource, type PlacedRow, Progress } from "./progress";
import { type Ending, reportLines } from "./report";
import { Screen } from "./screen";
import { type LineStyle, renderTree } from "./tree";

const millisecondsPerFrame = 80;

export class LivePresenter implements Presenter {
  readonly #journal = new Journal();
  readonly #progress = new Progress();
  readonly #screen: Screen;
  #preview = false;
  #reading = "";
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly terminal: Terminal,
    private readonly colours: Colours,
    private readonly diff: boolean,
  ) {
    this.#screen = new Screen(terminal.out);
  }

  begin(heading: Heading): void {
    this.#preview = heading.plan;
    this.#reading = heading.kind === "up" || heading.kind === "preview" ? "program" : "state";
    this.#print(headingLines(heading, this.colours));
    this.#timer = setInterval(() => this.#screen.draw(this.frame()), millisecondsPerFrame);
    this.#timer.unref();
  }

  known(resources: readonly KnownResource[]): void {
    this.#progress.learn(resources);
  }

  event(event: EngineEvent): void {
    this.#journal.apply(event);
    this.#progress.apply(event);
  }

  note(text: string): void {
    this.#screen.clear();
    this.#print([text]);
  }

  end(ending: Ending): void {
    clearInterval(this.#timer);
    this.#screen.clear();
    const tree = this.#finalTree();
    const report = reportLines(ending, this.#journal, { width: this.#screen.width, colours: this.colours });
    this.#print(tree.length > 0 ? [...tree, "", ...report] : report);
  }

  /** The whole tree where it fits the screen; otherwise what is under way. */
  frame(): string[] {
    const { done, running, failed } = this.#progress.counts();
    const counts = `${done} done, ${running} under way${failed > 0 ? `, ${failed} failed` : ""}`;
    const { height } = this.#screen;
    const tree = this.#progress.tree();
    if (tree.length === 0) return [`    reading the ${this.#reading} …`];
    if (tree.length < height) return renderTree(tree, this.#style);
    const underWay: PlacedRow[] = this.#progress.underWay().map((row) => ({ row, depth: 0, prefix: "" }));
    return [...renderTree(underWay.slice(0, height - 2), this.#style), `    ${this.colours.dim(counts)}`];
  }

  #finalTree(): string[] {
    const tree = this.#progress.tree();
    const lines = renderTree(tree, this.#style);
    if (!this.diff) return lines;
    return tree.flatMap(({ row, depth }, i) => [lines[i] ?? "", ...changeLines(row, depth, this.colours)]);
  }

  #print(lines: readonly string[]): void {
    this.terminal.out.write(`${lines.join("\n")}\n`);
  }

  get #style(): LineStyle {
    const { width } = this.#screen;
    return { width, preview: this.#preview, now: this.#progress.now(), colours: this.colours };
  }
}
