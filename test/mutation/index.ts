/**
 * Tells what nobody catches of the bad changes: `npm run mutations`. It brings up the three environments, makes each change of
 * `changes/` to each resource that it fits, one at a time, and asks the policies, the providers and the cloud.
 */
import { type Kind, kinds } from "../../policy/kind";
import type { BadChange } from "./bad-change";
import { type Row, score } from "./score";

async function main(): Promise<void> {
  const { rows, unchanged } = await score();
  for (const type of unchanged) console.log(`${type}: nobody says what would be bad of it`);
  for (const row of rows) for (const line of remarks(row)) console.log(line);
  console.log(`${rows.length} changes`);
}

/** What is not as it should be: a survivor without a reason, a reason that nothing needs, a change that fits nothing. */
function remarks({ type, change, verdicts }: Row): string[] {
  const what = `${type}: ${change.title}`;
  if (kinds.every((kind) => verdicts[kind].resources === 0)) return [`${what}: fits no resource`];
  return kinds.flatMap((kind) => {
    const { resources, caught, told, survivors } = verdicts[kind];
    const reason = reasonOf(change, kind);
    if (survivors.length > 0 && reason === undefined)
      return [
        `${what}: survives in ${kind}, of ${survivors.length} of ${resources} (${[...told, change.harm].join("; ")})`,
      ];
    if (survivors.length === 0 && reason !== undefined && resources > 0)
      return [`${what}: has a reason to survive in ${kind}, and is caught by ${caught.join(", ")}`];
    return [];
  });
}

function reasonOf({ survives }: BadChange, kind: Kind): string | undefined {
  return typeof survives === "string" ? survives : survives?.[kind];
}

void main();
