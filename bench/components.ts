/**
 * What components cost: production's fleet with them (`composed/`) against the same resources written by hand (`flat/`), both previewed and
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
  /** Type → the inputs of each, as the paths that are set; components and providers apart. */
  resources: Record<string, string[]>;
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
    store: { load: async () => undefined, append: async () => {}, save: async () => {} },
    emit: ({ diagnosticEvent }) => {
      if (diagnosticEvent?.severity === "error") console.error(diagnosticEvent.message);
    },
  });
  const seconds = (performance.now() - started) / 1000;
  assert.equal(outcome, "succeeded");
  const resources: Record<string, string[]> = {};
  for (const { custom, type, inputs } of snapshot.resources)
    if (custom && !local.isProviderType(type))
      resources[type] = [...(resources[type] ?? []), paths(inputs).join(" ")].sort();
  return { seconds, resources };
}

/** Which properties are set, at any depth: names and references differ between the two programs, their places do not. */
function paths(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value)
    .filter(([key]) => key !== "__defaults")
    .flatMap(([key, inner]) => paths(inner, `${path}.${key}`))
    .sort();
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

async function main(): Promise<void> {
  const [warm, flatWarm] = [await run("bench/composed"), await run("bench/flat")];
  assert.deepEqual(warm.resources, flatWarm.resources, "the two programs do not declare the same resources");
  const components: number[] = [];
  const flat: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Each goes first in turn, since a machine that slows down or warms up does so for both.
    for (const which of round % 2 === 0 ? [components, flat] : [flat, components])
      which.push((await run(which === flat ? "bench/flat" : "bench/composed")).seconds);
  }
  const ratios = components.map((seconds, i) => seconds / (flat[i] as number));
  const count = Object.values(warm.resources).flat().length;
  console.log(
    `up of production's fleet, ${count} resources beside components and providers, median of ${rounds} rounds`,
  );
  console.log(`  with components  ${median(components).toFixed(2)} s`);
  console.log(`  flat             ${median(flat).toFixed(2)} s`);
  console.log(
    `  ratio            ${median(ratios).toFixed(2)}  (goal: at most ${goal}; each round: ${ratios.map((r) => r.toFixed(2)).join(" ")})`,
  );
  if (median(ratios) > goal) process.exitCode = 1;
}

void main();
