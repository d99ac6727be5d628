/** Rows of resources as lines of text: pure, and never wider than asked for. */
import { parseUrn } from "../../local";
import type { Colours } from "../terminal";
import { found, words } from "./operations";
import { type PlacedRow, type Row, shortType } from "./progress";

export interface LineStyle {
  /** Columns a line may take; `undefined` where nothing is to be cut. */
  width: number | undefined;
  /** A preview says what would be done, an operation what is done. */
  preview: boolean;
  /** Milliseconds, by the clock of the rows. */
  now: number;
  colours: Colours;
}

interface Cells {
  row: Row;
  prefix: string;
  type: string;
  name: string;
  status: string;
}

const gap = "  ";
const sigilWidth = 4;
const narrowest = 12;

export function renderTree(rows: readonly PlacedRow[], style: LineStyle): string[] {
  const cells = rows.map(({ row, prefix }) => cellsOf(row, prefix, style));
  const widths = fitted(cells, style.width);
  return cells.map((cell) => line(cell, widths, style));
}

/** One row on its own, for output that is not redrawn: nothing is padded or cut. */
export function renderRow(row: Row, prefix: string, style: LineStyle): string {
  const cell = cellsOf(row, prefix, style);
  return line(cell, { type: 0, name: 0, status: Number.POSITIVE_INFINITY }, { ...style, width: undefined });
}

/** A resource that only says where others belong. */
export function renderPlace(urn: string, prefix: string, colours: Colours): string {
  const { type, name } = parseUrn(urn);
  return colours.dim(`    ${prefix}${shortType(type)}${gap}${name}`);
}

export function statusText(row: Row, { preview, now }: Pick<LineStyle, "preview" | "now">): string {
  const { plan, doing, done } = words[row.op];
  if (row.state === "failed") return `${plan} failed`;
  const changed = row.diffs.length > 0 && row.op !== "same" ? ` [${row.diffs.join(", ")}]` : "";
  if (row.op === "same") return "";
  if (row.found) return (found[row.op] ?? done) + changed;
  if (preview) return plan + changed;
  if (row.state === "running") return `${doing} (${seconds((now - row.startedAt) / 1000)})`;
  return `${done} (${seconds(row.seconds)})${changed}`;
}

export function truncateMiddle(text: string, width: number): string {
  const letters = [...text];
  if (letters.length <= width) return text;
  if (width <= 1) return "…".slice(0, Math.max(width, 0));
  const head = Math.ceil((width - 1) / 2);
  return `${letters.slice(0, head).join("")}…${letters.slice(letters.length - (width - 1 - head)).join("")}`;
}

function cellsOf(row: Row, prefix: string, style: LineStyle): Cells {
  return { row, prefix, type: shortType(row.type), name: row.name, status: statusText(row, style) };
}

interface Widths {
  type: number;
  name: number;
  status: number;
}

/** As wide as the content, or what the line allows: the wider of type and name gives way, and the status at last. */
function fitted(cells: readonly Cells[], width: number | undefined): Widths {
  const widest = (of: (cell: Cells) => number) => Math.max(0, ...cells.map(of));
  const widths = {
    type: widest(({ prefix, type }) => prefix.length + type.length),
    name: widest(({ name }) => [...name].length),
    status: widest(({ status }) => status.length),
  };
  if (width === undefined) return widths;
  const room = width - sigilWidth - 2 * gap.length;
  // Long lists of changed properties are cut before any name is.
  widths.status = Math.min(widths.status, Math.max(20, room - widths.type - widths.name));
  while (widths.type + widths.name + widths.status > room) {
    const [widest] = (["type", "name", "status"] as const).toSorted((a, b) => rank(widths, b) - rank(widths, a));
    if (!widest || widths[widest] === 0) break;
    widths[widest]--;
  }
  return widths;
}

/** The higher, the sooner a column gives way. */
function rank(widths: Widths, column: keyof Widths): number {
  const width = widths[column];
  return column === "status" || width <= narrowest ? width - 1000 : width;
}

function line({ row, prefix, type, name, status }: Cells, widths: Widths, style: LineStyle): string {
  const { colours, width = Number.POSITIVE_INFINITY } = style;
  const { sigil, colour } = words[row.op];
  const failed = row.state === "failed";
  const paint = failed ? colours.red : colours[colour];
  const typeRoom = widths.type === 0 ? Number.POSITIVE_INFINITY : Math.max(1, widths.type - prefix.length);
  const nameRoom = widths.name === 0 ? Number.POSITIVE_INFINITY : widths.name;
  const cells = [
    [` ${failed ? "!" : sigil}  `, paint],
    [(prefix + truncateMiddle(type, typeRoom)).padEnd(widths.type) + gap, (text: string) => text],
    [truncateMiddle(name, nameRoom).padEnd(widths.name) + gap, colours.bold],
    [truncateMiddle(status, widths.status), paint],
  ] as const;
  let room = width;
  let painted = "";
  for (const [text, colourOf] of cells) {
    const cut = [...text].slice(0, Math.max(room, 0)).join("");
    room -= [...cut].length;
    painted += colours.isColorSupported ? colourOf(cut) : cut;
  }
  return colours.isColorSupported ? painted : painted.trimEnd();
}

export function seconds(value: number): string {
  return value < 9.95 ? `${value.toFixed(1)}s` : wholeSeconds(value);
}

export function wholeSeconds(value: number): string {
  const whole = Math.round(value);
  return whole < 60 ? `${whole}s` : `${Math.floor(whole / 60)}m${whole % 60}s`;
}
