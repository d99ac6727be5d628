/**
 * What the policies cost, beside a pack that has none: starting the built pack, and previewing 1,000 new resources (`many/`)
 * under it.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as local from "../local";
import { policies } from "../policy/policies";
import { compareInTurn } from "./in-turn";
import { manyResources } from "./many-resources";

const packs = { whole: join(__dirname, "..", "policy"), empty: join(__dirname, "empty-pack") };
const config = { values: { "flotilla:kind": "production" }, secretKeys: [] };
const options = { project: "bench", stack: "bench", dryRun: true, config };
const resources = 1000;

/** Starting the pack in a directory, until it has told what it judges. */
async function start(directory: string): Promise<number> {
  const started = performance.now();
  const pack = await local.startPolicyPack(directory, options);
  const seconds = (performance.now() - started) / 1000;
  await pack.close();
  return seconds;
}

/** Previewing under the pack in a directory, which has been started before. */
async function preview(directory: string): Promise<number> {
  const pack = await local.startPolicyPack(directory, options);
  const started = performance.now();
  const { changes } = await local.preview({
    ...manyResources(resources),
    cloud: local.LocalCloud.inMemory(),
    store: { load: async () => undefined, append: async () => {}, save: async () => {} },
    analyzers: [pack],
    emit: () => {},
  });
  const seconds = (performance.now() - started) / 1000;
  assert.ok((changes.create ?? 0) >= resources, "nothing is left out");
  await pack.close();
  return seconds;
}

const subjects = [
  { what: "starting the pack, until it has told what it judges", rounds: 11, goal: 1.3, take: start },
  { what: `previewing ${resources} resources under the pack`, rounds: 7, goal: 2, take: preview },
];

async function main(): Promise<void> {
  const build = spawnSync(process.execPath, [join(packs.whole, "build.js")]);
  assert.equal(build.status, 0, String(build.stderr));
  for (const { take, ...subject } of subjects) {
    for (const pack of Object.values(packs)) await take(pack); // what is read is read, and what is compiled is kept
    await compareInTurn({
      ...subject,
      subjects: [
        { label: `${policies.length} policies`, take: () => take(packs.whole) },
        { label: "none", take: () => take(packs.empty) },
      ],
    });
  }
}

void main();
