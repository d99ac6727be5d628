/** The cost of a deployment as a table. */
import type { Cost, CostLine } from "../../review";
import type { Colours } from "../terminal";
import { shortType } from "./progress";
import { truncateMiddle } from "./tree";
import { plural } from "./words";
import { wrapped } from "./wrapped";

export interface CostStyle {
  /** Columns a line may take; `undefined` where nothing is to be cut. */
  width: number | undefined;
  colours: Colours;
}

const indent = "  ";
const gap = "  ";
/** From here on there is room for why something costs what it does. */
const roomForReasons = 120;
const longestName = 52;

interface Cells {
  what: string;
  quantity: string;
  each: string;
  month: string;
  reason: string;
}

const titles: Cells = { what: "", quantity: "how many", each: "each", month: "a month", reason: "why" };

export function costLines(name: string, cost: Cost, style: CostStyle): string[] {
  const { colours, width } = style;
  const row = table(cost, style);
  const title = `${name}: USD for a month of ${cost.hoursAMonth} hours in which nobody does anything`;
  const sections = [
    wrapped(title, width, "", indent).map(colours.bold),
    idleLines(cost, row, colours),
    awakeLines(cost, row, colours),
    unpricedLines(cost, style),
    remarks(cost).flatMap((remark) => wrapped(remark, width, "", indent)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines) => [...lines, ""])
    .slice(0, -1);
}

/** Cells → a line of the table; with another `lead`, one that is not indented. */
type Row = (cells: Cells, lead?: string) => string;

function idleLines({ lines, month }: Cost, row: Row, colours: Colours): string[] {
  const idle = lines.filter(({ when }) => when !== "awake");
  return [
    ...(lines.length > 0 ? [colours.dim(row(titles))] : []),
    ...groups(idle).flatMap(([service, own]) => [
      colours.bold(row({ ...empty, what: service, month: own.length > 1 ? usd(total(own)) : "" }, "")),
      ...own.map((line) => row(cellsOf(line))),
    ]),
    colours.bold(row({ ...empty, what: "Idle", month: usd(month) }, "")),
  ];
}

function awakeLines({ lines, awake }: Cost, row: Row, colours: Colours): string[] {
  if (awake === undefined) return [];
  const asleep = total(lines.filter(({ when }) => when === "asleep"));
  return [
    "While all is awake",
    ...lines.filter(({ when }) => when === "awake").map((line) => row(cellsOf(line))),
    ...(asleep > 0 ? [row({ ...empty, what: "less what only sleep costs", month: `-${usd(asleep)}` })] : []),
    colours.bold(row({ ...empty, what: "Awake", month: usd(awake) }, "")),
  ];
}

function unpricedLines({ unpriced }: Cost, { width, colours }: CostStyle): string[] {
  if (unpriced.length === 0) return [];
  return [
    colours.yellow("Not priced, and in no sum"),
    ...unpriced.flatMap(({ type, resources, reason }) => {
      const count = resources.length > 1 ? ` (${resources.length})` : "";
      return wrapped(`${shortType(type)}${count}: ${reason}`, width, indent, indent);
    }),
  ];
}

const empty: Cells = { what: "", quantity: "", each: "", month: "", reason: "" };

function cellsOf({ what, region, quantity, each, unit, month, reasons }: CostLine): Cells {
  return {
    what: region ? `${what}, ${region}` : what,
    quantity: String(Math.round(quantity * 100) / 100),
    each: `${usd(each)} / ${unit}`,
    month: usd(month),
    reason: reasons.join("; "),
  };
}

/** As wide as the content, or what the line allows: then names are cut, and there are no reasons. */
function table({ lines }: Cost, { width = Number.POSITIVE_INFINITY }: CostStyle): Row {
  const all = [titles, ...lines.map(cellsOf)];
  const widest = (of: keyof Cells, least = 0) => Math.max(least, ...all.map((cells) => cells[of].length));
  const numbers = { quantity: widest("quantity"), each: widest("each"), month: widest("month", 10) };
  const taken = indent.length + 3 * gap.length + numbers.quantity + numbers.each + numbers.month;
  const name = Math.max(12, Math.min(longestName, widest("what"), width - taken));
  const reason = width < roomForReasons ? 0 : width - taken - name - gap.length;
  return ({ what, ...cells }, lead = indent) => {
    const room = name + indent.length - lead.length;
    return [
      (lead + truncateMiddle(what, room)).padEnd(name + indent.length),
      cells.quantity.padStart(numbers.quantity),
      cells.each.padEnd(numbers.each),
      cells.month.padStart(numbers.month),
      ...(reason > 0 ? [ending(cells.reason, reason)] : []),
    ]
      .join(gap)
      .trimEnd();
  };
}

function groups(lines: readonly CostLine[]): [string, CostLine[]][] {
  const services = new Map<string, CostLine[]>();
  for (const line of lines) services.set(line.service, [...(services.get(line.service) ?? []), line]);
  return [...services];
}

function remarks({ free, freeTiers, notes, prices }: Cost): string[] {
  const count = free.reduce((sum, { resources }) => sum + resources.length, 0);
  const { compiled, readFrom, readTo } = prices;
  const dates = readFrom === readTo ? `on ${readFrom}` : `from ${readFrom} to ${readTo}`;
  const read = readFrom ? `, read from their sources ${dates}` : "";
  return [
    ...notes,
    ...(freeTiers.length > 0
      ? [`Free tiers belong to a billing account, and are not subtracted: ${freeTiers.join("; ")}.`]
      : []),
    ...(count > 0 ? [`${plural(count, "resource")} cost nothing while idle: --json says why.`] : []),
    `List prices, table of ${compiled} (review/prices.json)${read}.`,
  ];
}

function total(lines: readonly CostLine[]): number {
  return lines.reduce((sum, { month }) => sum + month, 0);
}

function usd(amount: number): string {
  return amount.toFixed(2);
}

function ending(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
