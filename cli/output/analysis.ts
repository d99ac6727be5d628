/** What is printed of an analysis: pure, from what was said to lines of text. */
import type { TextStyle } from "./findings";
import type { Journal } from "./journal";
import { sections, titledDiagnostics, titledPolicies } from "./report";
import { wholeSeconds } from "./tree";
import { plural } from "./words";

export interface Analysis {
  /** What was analyzed: a file, or a stack. */
  of: string;
  kind: string;
  resources: number;
  /** What broke it off, where that is not among the diagnostics. */
  error: string | undefined;
  seconds: number;
}

export function analysisLines({ of, kind, resources, error, seconds }: Analysis, journal: Journal, style: TextStyle) {
  const { colours } = style;
  const complete = error === undefined && journal.errors.length === 0;
  return sections([
    [`Analyzed ${colours.bold(of)} as ${kind}: ${plural(resources, "resource")}`],
    titledDiagnostics(journal, error, colours),
    titledPolicies(journal, complete, style),
    [`Duration: ${wholeSeconds(seconds)}`],
  ]);
}
