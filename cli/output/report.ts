/** What is printed when an operation has ended: pure, from what happened to lines of text. */
import { type DiagnosticEvent, type Estimate, type OperationResult, shownMap } from "../../local";
import type { Colours } from "../terminal";
import { estimateLines } from "./estimate";
import { policyLines, type TextStyle } from "./findings";
import type { Journal } from "./journal";
import { counted, found, hasChanges, type OperationKind, words } from "./operations";
import { wholeSeconds } from "./tree";
import { outline } from "./values";
import { plural, resourceText } from "./words";

/** How an operation ended. */
export interface Ending {
  kind: OperationKind;
  plan: boolean;
  /** Absent where it broke down before it had a result. */
  result: OperationResult | undefined;
  /** What stopped it, where that is not among the diagnostics. */
  error: string | undefined;
  /** What to do next, a line each. */
  advice: readonly string[];
  /** How long the same would take in the real cloud; absent where it came to no good end. */
  estimate?: Estimate;
  /** From the start of the command to now. */
  seconds: number;
}

export function reportLines(ending: Ending, journal: Journal, style: TextStyle): string[] {
  const { kind, plan, result, error, advice } = ending;
  const { colours } = style;
  return sections([
    titledDiagnostics(journal, error, colours),
    titledPolicies(journal, result?.outcome === "succeeded", style),
    kind === "destroy" || kind === "refresh"
      ? []
      : titled("Outputs:", outline(shownMap(result?.outputs ?? {})), colours),
    result ? resourceLines(kind, plan, result, colours) : [],
    ending.estimate ? estimateLines(ending.estimate, colours) : [],
    advice,
    [`Duration: ${wholeSeconds(ending.seconds)}`],
  ]);
}

/** Those that say something, with an empty line between them. */
export function sections(all: readonly (readonly string[])[]): string[] {
  return all
    .filter((lines) => lines.length > 0)
    .flatMap((lines) => [...lines, ""])
    .slice(0, -1);
}

/** @param error What stopped it all, where that is not among the diagnostics. */
export function titledDiagnostics(journal: Journal, error: string | undefined, colours: Colours): string[] {
  const last: DiagnosticEvent[] = error ? [{ message: error, color: "never", severity: "error" }] : [];
  return titled("Diagnostics:", diagnosticLines([...journal.diagnostics, ...last], colours), colours);
}

export function titledPolicies(journal: Journal, complete: boolean, style: TextStyle): string[] {
  return titled("Policies:", policyLines(journal, complete, style), style.colours);
}

function titled(title: string, lines: readonly string[], colours: Colours): string[] {
  return lines.length > 0 ? [colours.bold(title), ...lines] : [];
}

/** Grouped by resource, the same message once. */
function diagnosticLines(diagnostics: readonly DiagnosticEvent[], colours: Colours): string[] {
  const groups = new Map<string, Set<string>>();
  for (const { urn = "", severity, message } of diagnostics) {
    const group = groups.get(urn) ?? new Set();
    groups.set(urn, group.add(severityText(severity, message.trimEnd(), colours)));
  }
  return [...groups].flatMap(([urn, messages]) => {
    const lines = [...messages].flatMap((message) => indented(message, urn === "" ? 4 : 8));
    return urn === "" ? lines : [`    ${resourceText(urn)}:`, ...lines];
  });
}

function severityText(severity: DiagnosticEvent["severity"], message: string, colours: Colours): string {
  if (severity === "error") return `${colours.red("error:")} ${message}`;
  return severity === "warning" ? `${colours.yellow("warning:")} ${message}` : message;
}

function resourceLines(
  kind: OperationKind,
  plan: boolean,
  { changes, outcome }: OperationResult,
  colours: Colours,
): string[] {
  const unchanged = changes.same ?? 0;
  if (!hasChanges(changes) && outcome === "succeeded") {
    if (kind === "refresh") return [`nothing has drifted: ${plural(unchanged, "resource")} unchanged`];
    if (kind === "destroy")
      return [`nothing to destroy${unchanged > 0 ? `: ${plural(unchanged, "resource")} left` : ""}`];
    return [`no changes: ${plural(unchanged, "resource")} unchanged`];
  }
  const lines = counted(changes).map(([op, count]) => {
    const { sigil, colour, plan: verb, done } = words[op];
    const said = kind === "refresh" ? (found[op] ?? done) : plan && op !== "same" ? `to ${verb}` : done;
    return `    ${colours[colour](`${sigil} ${count} ${said}`)}`;
  });
  return titled("Resources:", lines, colours);
}

function indented(text: string, width: number): string[] {
  return text.split("\n").map((line) => " ".repeat(width) + line);
}
