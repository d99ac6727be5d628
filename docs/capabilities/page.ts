/** The page of capabilities: what another platform's modules can do, and what became of each here. */
import { escaped, table } from "../markdown";
import type { Capability, Section } from "./capability";
import { sections } from "./rows";

export function capabilitiesPage(): string {
  const rows = sections.flatMap((section) => section.rows);
  return `# What it can do

The ${rows.length} capabilities that were found, or missed, in
[terraform-infra-common](https://github.com/chainguard-dev/terraform-infra-common), the Terraform modules for the same kind of
platform ("there", as of November 2026), and what became of each here:
${summary(rows)}. Made by \`npm run docs\` from
[\`docs/capabilities/rows.ts\`](capabilities/rows.ts); a test holds that every file and every test that is named here exists.
${numbered().join("")}`;
}

function summary(rows: readonly Capability[]): string {
  const words = { yes: "here", partly: "in part", "not yet": "not yet", "left out": "left out, with a reason" };
  return Object.entries(words)
    .map(([here, word]) => `${rows.filter((row) => row.here === here).length} ${word}`)
    .join(", ");
}

function numbered(): string[] {
  let number = 0;
  return sections.map((section) => sectionText(section, () => ++number));
}

function sectionText({ title, rows }: Section, next: () => number): string {
  const cells = rows.map((row) => [
    String(next()),
    escaped(row.what),
    row.there,
    row.here,
    escaped(row.how),
    "where" in row ? row.where.map(link).join("<br>") : "",
    "proof" in row ? row.proof.map(([file, claim]) => `${link(file)}: ${escaped(claim)}`).join("<br>") : "",
  ]);
  return `\n## ${title}\n\n${table(["", "capability", "there", "here", "how, or why not", "where", "proven by"], cells)}`;
}

const link = (path: string) => `[${path.replace(/^test\//, "")}](../${path})`;
