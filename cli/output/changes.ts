/** The lines of `--diff` below a resource. */
import type { Colours } from "../terminal";
import { propertyChanges } from "./diff";
import type { Row } from "./progress";

const paints = { "+": "green", "~": "yellow", "-": "red" } as const;

export function changeLines(row: Row, depth: number, colours: Colours): string[] {
  const indent = " ".repeat(7 + 3 * depth);
  return (row.metadata ? propertyChanges(row.metadata) : []).map(({ sigil, path, text, replaces }) => {
    const why = replaces ? colours.magenta(" (replaces)") : "";
    return `${indent}${colours[paints[sigil]](`${sigil} ${path}`)}: ${text}${why}`;
  });
}
