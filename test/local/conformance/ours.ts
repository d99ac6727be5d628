/** A program of the corpus, run on our engine. */
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  destroy,
  type OperationOptions,
  type OperationResult,
  type Program,
  preview,
  refresh,
  type Snapshot,
  up,
} from "../../../local/engine";
import type { EngineEvent } from "../../../local/events";
import { MemoryStore } from "../engine/kit";
import { folder } from "../project/folder";
import { ConformanceCloud } from "./cloud";
import { entryPoint } from "./entry-point";
import { type NormalResult, normalResult } from "./normal";
import type { ConformanceProgram, Step } from "./program";
import { longUrn, project, stack } from "./urns";

const nothing: Snapshot = { resources: [], pendingOperations: [] };

export interface OurRun {
  steps: NormalResult[];
  /** The events of each step. */
  told: EngineEvent[][];
}

export async function runOurs(name: string, program: ConformanceProgram): Promise<OurRun> {
  const cloud = new ConformanceCloud();
  const store = new MemoryStore();
  const run: OurRun = { steps: [], told: [] };
  let variant = "";
  for (const step of program.steps) {
    variant = step.variant ?? variant;
    cloud.prepare(step);
    await editState(step, store);
    const events: EngineEvent[] = [];
    const before = (await store.load()) ?? nothing;
    const { outcome } = await operate(step, {
      project,
      stack,
      root: __dirname,
      program: program.ownProcess ? onDisk(name) : inProcess(program),
      config: { values: { [`${project}:variant`]: variant }, secretKeys: [] },
      cloud,
      store,
      emit: (event) => events.push({ sequence: events.length, timestamp: 0, ...event }),
    });
    const after = (await store.load()) ?? nothing;
    run.steps.push(normalResult({ succeeded: outcome === "succeeded", events, before, after, cloud }));
    run.told.push(events);
  }
  return run;
}

function inProcess({ program }: ConformanceProgram): Program {
  return async () => ((await program(new pulumi.Config(project).require("variant"))) ?? {}) as pulumi.Inputs;
}

function onDisk(name: string): Program {
  const directory = folder({ "index.js": entryPoint(name) });
  symlinkSync(join(__dirname, "../../../node_modules"), join(directory, "node_modules"));
  return { directory, entryPoint: "index.js", nodeArgs: ["--require", "tsx/cjs"] };
}

async function editState({ editState }: Step, store: MemoryStore): Promise<void> {
  if (!editState) return;
  await store.load(); // brings what was appended into the text
  const { deployment, ...rest } = JSON.parse(store.text as string);
  store.text = JSON.stringify({ ...rest, deployment: editState(deployment) });
}

function operate(step: Step, options: OperationOptions): Promise<OperationResult> {
  const { targetDependents, excludeProtected, previewOnly } = step;
  const targeted = { ...options, targets: step.targets?.map(longUrn), targetDependents };
  const changed = { ...targeted, replace: step.replace?.map(longUrn) };
  switch (step.operation) {
    case "preview":
      return preview(changed);
    case "up":
      return up(changed);
    case "refresh":
      return refresh({ ...targeted, preview: previewOnly });
    case "destroy":
      return destroy({ ...targeted, excludeProtected });
  }
}
