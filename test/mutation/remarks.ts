/** What is not as it should be in a score. */
import { type Kind, kinds } from "../../policy/kind";
import type { BadChange, BadChanges } from "./bad-change";
import { nameOf } from "./judges";
import type { Court, Row } from "./score";

/** Types that an environment has, and of which nobody says what would be bad. */
export function unchangedTypes(courts: readonly Court[], badChanges: BadChanges): string[] {
  const types = new Set(courts.flatMap((court) => [...court.types]));
  return [...types].filter((type) => badChanges[type] === undefined).sort();
}

/** A survivor without a reason, a reason that nothing needs, a change that fits nothing. */
export function remarks(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => {
    const isMade = kinds.some((kind) => row.verdicts[kind].resources > 0);
    return isMade ? kinds.flatMap((kind) => remarkOf(row, kind)) : [`${titleOf(row)}: fits no resource`];
  });
}

function remarkOf(row: Row, kind: Kind): string[] {
  const { resources, caught, told, survivors } = row.verdicts[kind];
  const reason = reasonOf(row.change, kind);
  if (survivors.length > 0 && reason === undefined)
    return [
      `${titleOf(row)}: survives in ${kind}, of ${survivors.join(", ")} ` +
        `(${[...told.map(nameOf), row.change.harm].join("; ")})`,
    ];
  if (survivors.length === 0 && reason !== undefined && resources > 0)
    return [`${titleOf(row)}: has a reason to survive in ${kind}, and is caught by ${caught.map(nameOf).join(", ")}`];
  return [];
}

const titleOf = ({ type, change }: Row) => `${type}: ${change.title}`;

/** Why nobody need catch it. */
export function reasonOf({ survives }: BadChange, kind: Kind): string | undefined {
  return typeof survives === "string" ? survives : survives?.[kind];
}
