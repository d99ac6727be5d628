/**
 * What a preview costs beside what cannot be spared: the whole of `flotilla preview` of production, its policies included,
 * against Node loading the SDKs that the program loads, and nothing else. In turn, as processes; prints the ratio of each
 * round, and fails where their median is above the goal.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..");
const rounds = 11;
const goal = 3;

const sdks = ["@pulumi/pulumi", "@pulumi/gcp", "@pulumi/cloudflare", "@pulumi/random"];
const commands = {
  preview: [join(root, "cli", "flotilla.js"), "preview", "--stack", "prod"],
  load: ["--eval", sdks.map((sdk) => `require(${JSON.stringify(sdk)})`).join(";")],
};
type Command = keyof typeof commands;

function run(command: Command): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, commands[command], { cwd: root, encoding: "utf8" });
  const seconds = (performance.now() - started) / 1000;
  assert.equal(status, 0, stderr);
  return seconds;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

const seconds: Record<Command, number[]> = { preview: [], load: [] };
for (const command of ["preview", "load"] as const) run(command); // what is kept between runs is made, and files are read
for (let round = 0; round < rounds; round++)
  // Each goes first in turn, since a machine that slows down or warms up does so for both.
  for (const command of round % 2 === 0 ? (["preview", "load"] as const) : (["load", "preview"] as const))
    seconds[command].push(run(command));
const ratios = seconds.preview.map((value, i) => value / (seconds.load[i] as number));

console.log(`preview of production with its policies, beside loading its SDKs, median of ${rounds} rounds`);
console.log(`  preview  ${median(seconds.preview).toFixed(2)} s`);
console.log(`  load     ${median(seconds.load).toFixed(2)} s`);
console.log(
  `  ratio    ${median(ratios).toFixed(2)}  (goal: at most ${goal}; each round: ${ratios.map((ratio) => ratio.toFixed(2)).join(" ")})`,
);
if (median(ratios) > goal) process.exitCode = 1;
