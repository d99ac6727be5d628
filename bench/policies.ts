/**
 * What the policies cost, beside a pack that has none: starting the built pack, and previewing 1,000 new resources (`many/`)
 * under it. In turn; prints the ratio of each round, and fails where a median is above its goal.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as local from "../local";
import { policies } from "../policy/policies";

const packs = { whole: join(__dirname, "..", "policy"), empty: join(__dirname, "empty-pack") };
type Pack = keyof typeof packs;

interface Subject {
  what: string;
  rounds: number;
  goal: number;
  /** Seconds that it takes under a pack. */
  take(pack: Pack): Promise<number>;
}

const config = { values: { "flotilla:kind": "production" }, secretKeys: [] };
const options = { project: "bench", stack: "bench", dryRun: true, config };
const resources = 1000;

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const subjects: readonly Subject[] = [
  {
    what: "starting the pack, until it has told what it judges",
    rounds: 11,
    goal: 1.3,
    async take(pack) {
      let started: local.Analyzer | undefined;
      const seconds = await timed(async () => {
        started = await local.startPolicyPack(packs[pack], options);
      });
      await started?.close();
      return seconds;
    },
  },
  {
    what: `previewing ${resources} resources under the pack`,
    rounds: 7,
    goal: 2,
    async take(pack) {
      const analyzer = await local.startPolicyPack(packs[pack], options);
      const cloud = local.LocalCloud.inMemory();
      const seconds = await timed(async () => {
        const { changes } = await local.preview({
          project: "bench",
          stack: "bench",
          root: __dirname,
          program: {
            directory: join(__dirname, "many"),
            entryPoint: "index.ts",
            nodeArgs: ["--require", "flotilla/typescript"],
          },
          config: { values: { "bench:resources": String(resources) }, secretKeys: [] },
          cloud,
          store: { load: async () => undefined, async append() {}, async save() {} },
          analyzers: [analyzer],
          emit: () => {},
        });
        assert.ok((changes.create ?? 0) >= resources, "nothing is left out");
      });
      await analyzer.close();
      return seconds;
    },
  },
];

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

async function compare({ what, rounds, goal, take }: Subject): Promise<void> {
  const seconds: Record<Pack, number[]> = { whole: [], empty: [] };
  for (const pack of ["whole", "empty"] as const) await take(pack); // what is read is read, and what is compiled is kept
  for (let round = 0; round < rounds; round++)
    // Each goes first in turn, since a machine that slows down or warms up does so for both.
    for (const pack of round % 2 === 0 ? (["whole", "empty"] as const) : (["empty", "whole"] as const))
      seconds[pack].push(await take(pack));
  const ratios = seconds.whole.map((value, i) => value / (seconds.empty[i] as number));
  console.log(`${what}, median of ${rounds} rounds`);
  console.log(`  ${policies.length} policies  ${median(seconds.whole).toFixed(2)} s`);
  console.log(`  none         ${median(seconds.empty).toFixed(2)} s`);
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(" ");
  console.log(`  ratio        ${median(ratios).toFixed(2)}  (goal: at most ${goal}; each round: ${each})`);
  if (median(ratios) > goal) process.exitCode = 1;
}

async function main(): Promise<void> {
  const build = spawnSync(process.execPath, [join(packs.whole, "build.js")]);
  assert.equal(build.status, 0, String(build.stderr));
  for (const subject of subjects) await compare(subject);
}

void main();
