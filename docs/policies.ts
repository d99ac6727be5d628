/** The page of the policies: each with what it refuses, why, how to fix it, and cases that it refuses and passes. */
import { dirname } from "node:path";
import { stringify } from "yaml";
import { leftOut } from "../policy/left-out";
import { levels } from "../policy/levels";
import { type PolicyName, policies } from "../policy/policies";
import type { Policy } from "../policy/policy";
import { unjudged } from "../policy/unjudged";
import { Unknown, type Value } from "../policy/values";
import { type LoadedCase, type LoadedCases, loadCases } from "../test/policy/load-cases";
import { escaped, table } from "./markdown";

const kinds = ["developer", "staging", "production"] as const;

export function policiesPage(): string {
  const all = loadCases();
  const folders = [...new Set(all.map(({ file }) => dirname(file)))].sort();
  const sections = folders.map((folder) =>
    section(
      folder,
      all.filter(({ file }) => dirname(file) === folder),
    ),
  );
  return `# What the policy pack refuses

${policies.length} policies, in ${folders.length} classes. Made by \`npm run docs\` from \`policy/\`; every case below is run by the tests, with the
semantics of the real policy server. Levels are by kind of environment, developer, staging, production: **m**andatory
stops an update, **a**dvisory is told, a dash is silence. A policy marked with a wrench can mend what it refuses.

${folders.map((folder) => `[${titleOf(folder)}](#${folder})`).join(" · ")} · [Configuration](#configuration) · [Left out](#left-out) · [Types without one](#types-without-a-policy-of-their-own)

${sections.join("\n")}
${configuration}
## Left out

Rules of other tools that this pack has not, on purpose.

${table(
  ["rule", "there", "why not here"],
  leftOut.map(({ rule, same, because }) => [escaped(rule), same.map((id) => `\`${id}\``).join(", "), escaped(because)]),
)}
## Types without a policy of their own

Policies of every type judge these too, and no other does.

${table(
  ["type", "why"],
  Object.entries(unjudged).map(([type, because]) => [`\`${type}\``, escaped(because)]),
)}`;
}

function softenedWhenTakenDown(): string {
  const names = policies.map(({ name }) => name).filter((name) => levels[name].takenDown !== undefined);
  return names.map((name) => `\`${name}\``).join(", ");
}

const configuration = `## Configuration

The kind of environment comes from the stack's \`flotilla:kind\`; where there is none, the pack judges by production's
levels. Where \`flotilla:deletionProtection\` is \`off\`, the environment is being taken down, and the policies that would
keep it from that are advisory:
${softenedWhenTakenDown()}.

Anything else is a file in Pulumi's own format, for \`flotilla\` and \`pulumi\` alike:

\`\`\`sh
npx flotilla preview --stack staging --policy-pack-config policies.staging.json
pulumi preview --stack staging --policy-pack policy --policy-pack-config policies.staging.json
\`\`\`

\`\`\`json
{
  "pubsub-topic-shaped": "advisory",
  "edge-modern-tls": { "enforcementLevel": "remediate" },
  "image-by-digest": {
    "exceptions": [
      { "resource": "legacy/*", "reason": "built by a vendor who gives out tags", "until": "2027-03-31" }
    ]
  }
}
\`\`\`

An exception names a resource by its logical name or URN (\`*\` stands for any text, but not alone), says why, and ends:
from the day after \`until\` the violation is back, and says that its exception ended. One for more than a year, or that lacks
one of the three, does not count, and the violation says so. Every exception that lets something pass is shown in each preview by \`exceptions-shown\`, and so is one that nothing
needs any more.
`;

function section(folder: string, own: readonly LoadedCases[]): string {
  const rows = own.map(({ policy }) => [
    `[\`${policy.name}\`](#${policy.name})${"remedy" in policy && policy.remedy ? " 🔧" : ""}`,
    escaped(policy.refuses),
    policy.severity,
    levelsOf(policy),
  ]);
  return `## ${titleOf(folder)}

${table(["policy", "refuses", "severity", "levels"], rows)}
${own.map(entry).join("\n")}`;
}

const letters = { mandatory: "m", advisory: "a", disabled: "–" } as const;

function levelsOf({ name }: Policy): string {
  const own = levels[name as PolicyName];
  return kinds.map((kind) => letters[own[kind]]).join(" ");
}

function entry({ policy, file, failing, passing }: LoadedCases): string {
  const ids = [
    ...(policy.frameworks ?? []).map(({ framework, version, id, title }) => `${framework} ${version}, ${id}: ${title}`),
    ...(policy.same ?? []).map((id) => `\`${id}\``),
  ];
  const lines = [
    `Why: ${escaped(policy.because)}.`,
    `To fix: ${escaped(policy.fix)}.`,
    ...(ids.length > 0 ? [`The same rule elsewhere: ${ids.join("; ")}.`] : []),
    `Refuses what ${titles(failing)}.`,
    ...(passing.length > 0 ? [`Passes what ${titles(passing)}.`] : []),
  ];
  return `### ${policy.name}

${lines.join("\n\n")}

${example(failing[0])}
[The policy](../policy/${file}.ts), [its cases](../policy/${file}.cases.ts)
`;
}

const titles = (found: readonly LoadedCase[]) => found.map(({ title }) => escaped(title)).join("; ");

/** The first case that is refused, where it is short enough to be read in passing. */
function example(found: LoadedCase | undefined): string {
  const [resource, ...others] = found?.stack ?? [];
  if (!found || !resource || others.length > 0) return "";
  const text = stringify({ type: resource.type, properties: shown(resource.props) }, { lineWidth: 110 });
  if (text.split("\n").length > 16) return "";
  return `\`\`\`yaml\n# refused: ${found.title}\n${text}\`\`\`\n`;
}

function shown(value: Value): unknown {
  if (value === Unknown) return "(unknown)";
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shown(child)]));
}

const names: Readonly<Record<string, string>> = { iam: "IAM", kms: "KMS", r2: "R2", sql: "SQL" };

function titleOf(folder: string): string {
  return names[folder] ?? folder[0]?.toUpperCase() + folder.slice(1);
}
