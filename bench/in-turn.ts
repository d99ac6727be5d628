/**
 * Two ways to do a thing, one measured against the other: in turn, so that a machine that slows down or warms up does so for
 * both. Prints the ratio of each round, and makes the process fail where their median is above the goal.
 */
interface Subject {
  label: string;
  /** Does it once, and answers with the seconds that it took. */
  take(): number | Promise<number>;
}

interface Comparison {
  what: string;
  rounds: number;
  /** The most that the first may take of what the second takes. */
  goal: number;
  subjects: readonly [Subject, Subject];
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

export async function compareInTurn({ what, rounds, goal, subjects: [first, second] }: Comparison): Promise<void> {
  const seconds = new Map<Subject, number[]>([
    [first, []],
    [second, []],
  ]);
  for (let round = 0; round < rounds; round++)
    for (const subject of round % 2 === 0 ? [first, second] : [second, first])
      seconds.get(subject)?.push(await subject.take());
  const [ours = [], theirs = []] = seconds.values();
  const ratios = ours.map((value, i) => value / (theirs[i] as number));
  const width = Math.max(first.label.length, second.label.length, "ratio".length);
  console.log(`${what}, median of ${rounds} rounds`);
  for (const [{ label }, values] of seconds) console.log(`  ${label.padEnd(width)}  ${median(values).toFixed(2)} s`);
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(" ");
  console.log(`  ${"ratio".padEnd(width)}  ${median(ratios).toFixed(2)}  (goal: at most ${goal}; each round: ${each})`);
  if (median(ratios) > goal) process.exitCode = 1;
}
