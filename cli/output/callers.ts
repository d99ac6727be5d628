/** Who from outside may do what, as lines of text. */
import type { CallerChange, CallerRights } from "../../review";
import type { Colours } from "../terminal";

export function callerLines(name: string, callers: readonly CallerRights[], colours: Colours): string[] {
  if (callers.length === 0) return [`${name}: nobody but its own workloads may do anything`];
  const width = Math.max(...callers.flatMap(({ rights }) => rights.map(({ what }) => what.length)));
  return [
    colours.bold(`${name}: who may do something and is none of its workloads`),
    ...callers.flatMap((caller) => [
      `${caller.name} (${caller.kind}): ${caller.members.join(", ")}`,
      ...caller.rights.map(({ what, roles, grants }) => {
        const count = grants > 1 ? `, in ${grants} grants` : "";
        return `  ${what.padEnd(width)}  ${colours.dim(roles.join(", ") + count)}`;
      }),
    ]),
  ];
}

export function callerChangeLines(
  before: string,
  after: string,
  changes: readonly CallerChange[],
  colours: Colours,
): string[] {
  if (changes.length === 0) return [`${after}: nobody from outside may do more or less than in ${before}`];
  return [
    colours.bold(`${after}: who may do more or less than in ${before}`),
    ...changes.flatMap(({ name, kind, members, added, removed }) => [
      `${name} (${kind}): ${whoOf(members)}`,
      ...added.map((what) => colours.green(`  + ${what}`)),
      ...removed.map((what) => colours.red(`  - ${what}`)),
    ]),
  ];
}

function whoOf({ before, after }: CallerChange["members"]): string {
  const [then, now] = [before.join(", "), after.join(", ")];
  if (then === now || then === "") return now;
  return now === "" ? `${then}, who is gone` : `${then} → ${now}`;
}
