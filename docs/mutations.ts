/** The page of the mutation score: per type of resource the bad changes, and who catches each. */
import { type Kind, kinds } from "../policy/kind";
import type { Catch } from "../test/mutation/judges";
import { reasonOf } from "../test/mutation/remarks";
import type { Row } from "../test/mutation/score";
import { escaped, table } from "./markdown";

export function mutationsPage(rows: readonly Row[]): string {
  const types = [...new Set(rows.map(({ type }) => type))].sort();
  return `# Who catches a bad change

What somebody in a hurry, or in the dark, might do to one property of a resource: ${rows.length} bad changes of ${types.length} types. Made by
\`npm run docs\` from \`test/mutation/changes/\`: each change is made to each resource that it fits in the three environments
of this program (\`dev-ada\`, \`staging\`, \`prod\`), one at a time, and the test fails where nobody refuses it and no reason is
written why nobody need. What the components do not let one write at all is not here: \`test/types/programs/\`.

${table(["first caught by", "bad changes"], tally(rows))}
A policy is linked to [its page](policies.md); \`cloud:\` is a [rule of the local cloud](rules.md), which refuses the change, or
tells when the update has ended that something does not work; \`provider:\` is what the provider itself refuses of a property.
Who is asked first and catches is named: of what a policy refuses, the cloud is not asked. \`{project}\` and \`{number}\` are the
environment's own.

${types.map((type) => section(type, rows)).join("\n")}`;
}

function section(type: string, rows: readonly Row[]): string {
  const own = rows.filter((row) => row.type === type);
  return `## ${type}

${table(
  ["bad change", "harm", "caught by"],
  own.map((row) => [escaped(row.change.title), escaped(row.change.harm), verdictsOf(row)]),
)}`;
}

/** One answer where all kinds of environment that have the resource give the same. */
function verdictsOf(row: Row): string {
  const answers = kinds
    .filter((kind) => row.verdicts[kind].resources > 0)
    .map((kind) => ({ kind, text: verdictIn(row, kind) }));
  const texts = [...new Set(answers.map(({ text }) => text))];
  if (texts.length === 1) return texts.join("");
  return texts
    .map((text) => {
      const alike = answers.filter((answer) => answer.text === text).map(({ kind }) => kind);
      return `${alike.join(", ")}: ${text}`;
    })
    .join("<br>");
}

function verdictIn({ change, verdicts }: Row, kind: Kind): string {
  const { caught, told, survivors } = verdicts[kind];
  const catching = caught.map(linked).join(", ");
  if (survivors.length === 0) return catching;
  const telling = told.length > 0 ? ` ${told.map(linked).join(", ")} tells.` : "";
  const most = catching === "" ? "" : ` (Of others: ${catching}.)`;
  return `**survives**: ${escaped(reasonOf(change, kind) ?? "no reason is written.")}${telling}${most}`;
}

function linked({ by, name }: Catch): string {
  if (by === "cloud" || by === "provider") return `${by}: \`${name}\``;
  return `[\`${name}\`](policies.md#${name})`;
}

/** By the strongest kind of environment that has the resource: there nothing is softened. */
function tally(rows: readonly Row[]): string[][] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const words = strongest(row);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([words, count]) => [words, String(count)]);
}

function strongest({ verdicts }: Row): string {
  const kind = kinds.findLast((kind) => verdicts[kind].resources > 0) ?? "production";
  const { caught, survivors } = verdicts[kind];
  if (survivors.length > 0) return "nobody, for a written reason";
  if (caught.some(({ by }) => by !== "cloud" && by !== "provider")) return "a policy";
  return caught.some(({ by }) => by === "cloud") ? "a rule of the local cloud" : "the provider";
}
