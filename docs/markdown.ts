/** What pages made from code have in common. */

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** Outside of code, what Markdown would take for its own; the bar ends a cell anywhere. */
export function escaped(text: string): string {
  const parts = text.replace(/\s+/g, " ").replaceAll("|", "\\|").split("`");
  return parts.map((part, index) => (index % 2 === 0 ? part.replace(/[<>*_]/g, "\\$&") : part)).join("`");
}
