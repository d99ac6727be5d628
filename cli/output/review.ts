/** What a preview comes to, for the one who reviews the change on GitHub: pure, from what happened to Markdown. */
import { createColors } from "picocolors";
import { type Estimate, parseUrn, type StepEventMetadata } from "../../local";
import { type CallerChange, callerChanges, type Deployment, idleCost } from "../../review";
import { changeLines } from "./changes";
import { estimateText } from "./estimate";
import { policyLines } from "./findings";
import type { Journal } from "./journal";
import { counted, words } from "./operations";
import { type Row, shortType } from "./progress";
import type { Ending } from "./report";
import { statusText, truncateMiddle } from "./tree";
import { plural } from "./words";

/** What a reviewer is told of one stack. */
export interface Reviewed {
  stack: string;
  /** The resources of which something changes, in the order in which it would. */
  rows: readonly Row[];
  journal: Journal;
  ending: Ending;
  before: Deployment;
  /** Absent where the preview broke down. */
  after: Deployment | undefined;
}

/** GitHub takes 65,536 characters for a comment, which several stacks share. */
export const longestReview = 20_000;
const longestLine = 200;
const plain = createColors(false);

export function reviewMarkdown(reviewed: Reviewed): string {
  const sections = [heading(reviewed), failure(reviewed), policies(reviewed), callers(reviewed), figures(reviewed)];
  const said = sections.filter((text) => text !== "").join("\n\n");
  return `${[said, changes(reviewed.rows, longestReview - said.length)].filter((text) => text !== "").join("\n\n")}\n`;
}

function heading({ stack, ending: { result } }: Reviewed): string {
  if (result?.outcome !== "succeeded") return `### ${stack}: the preview failed`;
  const changing = counted(result.changes).filter(([op]) => op !== "same" && op !== "refresh");
  const told = changing.map(([op, count]) => `${count} to ${words[op].plan}`).join(", ");
  return `### ${stack}: ${told || "nothing changes"}`;
}

function failure({ journal, ending: { error, advice } }: Reviewed): string {
  const errors = [...journal.errors.map(({ message }) => message.trimEnd()), ...(error ? [error] : [])];
  return errors.length === 0 ? "" : fenced([...new Set(errors), ...advice].flatMap((text) => text.split("\n")));
}

function policies({ journal, ending: { result } }: Reviewed): string {
  const lines = policyLines(journal, result?.outcome === "succeeded", { width: undefined, colours: plain });
  if (journal.findings.length > 0) return `Policies:\n\n${fenced(lines.map((line) => line.trimStart()))}`;
  return lines.length > 0 ? `Policies: ${lines.map((line) => line.trim()).join("; ")}.` : "";
}

function callers({ before, after }: Reviewed): string {
  const changed = after ? callerChanges(before, after) : [];
  if (changed.length === 0) return "";
  return `Who from outside may do more or less:\n\n${fenced(changed.flatMap(callerLines), "diff")}`;
}

function callerLines({ name, kind, members, added, removed }: CallerChange): string[] {
  const { before, after } = members;
  return [
    `  ${name} (${kind})`,
    ...before.filter((who) => !after.includes(who)).map((who) => `- is ${who}`),
    ...after.filter((who) => !before.includes(who)).map((who) => `+ is ${who}`),
    ...added.map((what) => `+ may ${what}`),
    ...removed.map((what) => `- may ${what}`),
  ];
}

function figures({ before, after, ending: { estimate } }: Reviewed): string {
  return [after ? costText(before, after) : "", timeText(estimate)].filter((text) => text !== "").join(" ");
}

function costText(before: Deployment, after: Deployment): string {
  const [then, now] = [idleCost(before), idleCost(after)];
  const difference = Math.round((now.month - then.month) * 100) / 100;
  const change =
    difference === 0
      ? "as before"
      : `${Math.abs(difference).toFixed(2)} ${difference > 0 ? "more" : "less"} than before`;
  const unpriced = now.unpriced.map(({ type }) => shortType(type)).join(", ");
  return `Idle it costs ${now.month.toFixed(2)} USD a month, ${change}${unpriced && `, without ${unpriced}`}.`;
}

function timeText(estimate: Estimate | undefined): string {
  return estimate && estimate.seconds > 0 ? `In the real cloud it takes ${estimateText(estimate)}.` : "";
}

/** As many as fit: the rest is counted. */
function changes(rows: readonly Row[], room: number): string {
  const blocks = rows.filter(({ metadata }) => metadata && isCustom(metadata)).map(changeBlock);
  if (blocks.length === 0) return "";
  let left = room - 200; // for the lines around
  const shown: string[][] = [];
  for (const block of blocks) {
    left -= block.join("\n").length + 1;
    if (left < 0) break;
    shown.push(block);
  }
  const rest = blocks.length - shown.length;
  const more = rest > 0 ? `\n\n… and ${plural(rest, "resource")} more: the log of the run has all.` : "";
  return `<details><summary>What changes</summary>\n\n${fenced(shown.flat(), "diff")}${more}\n\n</details>`;
}

const isCustom = ({ new: state, old }: StepEventMetadata) => (state ?? old)?.custom === true;

/** GitHub paints what begins with `+`, `-` and `!`. */
const marks: Readonly<Record<string, string>> = { "+": "+", "-": "-", "~": "!", "±": "!" };

function changeBlock(row: Row): string[] {
  const { type, name } = parseUrn(row.urn);
  const mark = marks[words[row.op].sigil] ?? " ";
  const status = statusText(row, { preview: true, now: 0 });
  const properties = row.op === "create" ? [] : changeLines(row, 0, plain);
  return [`${mark} ${shortType(type)}  ${name}  ${status}`, ...properties].map((line) =>
    truncateMiddle(line, longestLine),
  );
}

/** Text that ends its own fence would be Markdown, so the fence is longer than any in it. */
function fenced(lines: readonly string[], language = ""): string {
  const text = lines.join("\n");
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
