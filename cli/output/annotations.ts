/**
 * Findings as annotations of a pull request: lines that GitHub's runner takes out of a job's output
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
import type { PolicyFinding } from "./journal";
import { resourceText } from "./words";

const commands: Partial<Record<PolicyFinding["level"], string>> = { mandatory: "error", remediated: "notice" };

/** @param file Relative to the repository; without one the annotation is of the job alone. */
export function annotation({ level, policy, urn, about, message, line }: PolicyFinding, file?: string): string {
  const place = file && line ? { file, line: line.line, ...(line.column && { col: line.column }) } : {};
  const properties = { ...place, title: urn === "" ? policy : `${policy}: ${resourceText(urn)}` };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  const text = about === "" ? message : `${message}\n${about}`;
  return `::${commands[level] ?? "warning"} ${written.join(",")}::${escaped(text)}`;
}

/** As the runner undoes it (`ActionCommand` in `actions/runner`). */
function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
