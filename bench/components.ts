/**
 * What components cost: the production program against the same resources written by hand (`flat/`), both previewed and
 * brought up by the local engine on a cloud in memory, in turn. Prints ratios within one run; seconds are for scale only.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as local from "../local";

const root = join(__dirname, "..");
const rounds = 7;
const goal = 1.3;

interface Measured {
  seconds: number;
  /** Type → how many, components apart. */
  resources: Record<string, number>;
}

async function run(entryPoint: string): Promise<Measured> {
  const project = local.findProject(root);
  const config = await local.stackConfig(project, local.readStackFile(project, "prod"));
  const started = performance.now();
  const { outcome, snapshot } = await local.up({
    project: project.name,
    stack: "prod",
    root,
    program: { ...project.program, directory: join(root, entryPoint), entryPoint: join(root, entryPoint, "index.ts") },
    config,
    cloud: local.LocalCloud.inMemory(),
    store: { load: async () => undefined, save: async () => {} },
    emit: ({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === "error") console.error(diagnosticEvent.message);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  assert.equal(outcome, "succeeded");
  const resources: Record<string, number> = {};
  for (const { custom, type } of snapshot.resources) if (custom) resources[type] = (resources[type] ?? 0) + 1;
  return { seconds, resources };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

async function main(): Promise<void> {
  const [warm, flatWarm] = [await run("stacks"), await run("bench/flat")];
  assert.deepEqual(warm.resources, flatWarm.resources, "the two programs do not declare the same resources");
  const components: number[] = [];
  const flat: number[] = [];
  for (let round = 0; round < rounds; round++) {
    components.push((await run("stacks")).seconds);
    flat.push((await run("bench/flat")).seconds);
  }
  const ratios = components.map((seconds, i) => seconds / (flat[i] as number));
  const count = Object.values(warm.resources).reduce((sum, n) => sum + n, 0);
  console.log(`up of production, ${count} resources beside components, median of ${rounds} rounds`);
  console.log(`  with components  ${median(components).toFixed(2)} s`);
  console.log(`  flat             ${median(flat).toFixed(2)} s`);
  console.log(
    `  ratio            ${median(ratios).toFixed(2)}  (goal: at most ${goal}; each round: ${ratios.map((r) => r.toFixed(2)).join(" ")})`,
  );
}

void main();
