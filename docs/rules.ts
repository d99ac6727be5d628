/** The page of the local cloud's rules: each with what it demands, and the programs that trip it. */
import type { DefectRule, Rule } from "../local/cloud/rule";
import { rules } from "../local/cloud/rules";
import { cases } from "../test/local/cloud/rules/cases";
import { escaped, table as markdownTable } from "./markdown";

export function rulesPage(): string {
  return `# What the local cloud refuses

${rules.length} rules of the real clouds that a mock does not have. Made by \`npm run docs\` from \`local/cloud/**/*.rule.ts\`; every claim in
the last column is a program that \`up\` refuses, and passes once it is repaired (\`test/local/cloud/rules/\`).

## Refused when it is asked for

${table(rules.filter((rule) => "check" in rule))}
## Accepted, and found when the update has ended

The real cloud takes these without a word. Here the update fails, and the resource is named.

${table(rules.filter((rule) => "inspect" in rule))}`;
}

function table(of: readonly (Rule | DefectRule)[]): string {
  const rows = of.map(({ name, demands, answer, sources }) => [
    `\`${name}\``,
    escaped(demands),
    escaped(answer),
    sources.map(linked).join("; "),
    claimsOf(name),
  ]);
  return markdownTable(
    ["rule", "what must hold", "what the real cloud does otherwise", "known from", "tripped by"],
    rows,
  );
}

/** The claims of a rule's cases, by the file they stand in. */
function claimsOf(rule: string): string {
  const own = cases.filter((one) => one.rule === rule);
  return [...new Set(own.map(({ file }) => file))]
    .map((file) => {
      const claims = own.filter((one) => one.file === file).map(({ claim }) => escaped(claim));
      return `[${file.split("/").at(-1)?.replace(".cases.ts", "")}](../${file}): ${claims.join("; ")}`;
    })
    .join("<br>");
}

/** `owner/repository#1 …` and addresses become links. */
function linked(source: string): string {
  const [, issue, rest = ""] = /^([\w.-]+\/[\w.-]+#\d+)(.*)$/s.exec(source) ?? [];
  if (issue === undefined) return escaped(source).replace(/https:\/\/[^\s)]+/g, (address) => `<${address}>`);
  return `[${issue}](https://github.com/${issue.replace("#", "/issues/")})${escaped(rest)}`;
}
