/**
 * What a preview costs beside what cannot be spared: the whole of `flotilla preview` of production, its policies included,
 * against Node loading the SDKs that the program loads, and nothing else. In turn, as processes; prints the ratio of each
 * round, and fails where their median is above the goal.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { compareInTurn } from "./in-turn";

const root = join(__dirname, "..");

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

async function main(): Promise<void> {
  for (const command of ["preview", "load"] as const) run(command); // what is kept between runs is made, and files are read
  await compareInTurn({
    what: "preview of production with its policies, beside loading its SDKs",
    rounds: 11,
    goal: 3,
    subjects: [
      { label: "preview", take: () => run("preview") },
      { label: "load", take: () => run("load") },
    ],
  });
}

void main();
