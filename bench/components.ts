/**
 * What components cost: production's fleet with them (`composed/`) against the same resources written by hand (`flat/`), both previewed and
 * brought up by the local engine on a cloud in memory, in turn. Prints ratios within one run; seconds are for scale only.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import * as local from "../local";
import { compareInTurn } from "./in-turn";

const root = join(__dirname, "..");

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

async function main(): Promise<void> {
  const [warm, flatWarm] = [await run("bench/composed"), await run("bench/flat")];
  assert.deepEqual(warm.resources, flatWarm.resources, "the two programs do not declare the same resources");
  const count = Object.values(warm.resources).flat().length;
  await compareInTurn({
    what: `up of production's fleet, ${count} resources beside components and providers`,
    rounds: 7,
    goal: 1.3,
    subjects: [
      { label: "with components", take: async () => (await run("bench/composed")).seconds },
      { label: "flat", take: async () => (await run("bench/flat")).seconds },
    ],
  });
}

void main();
