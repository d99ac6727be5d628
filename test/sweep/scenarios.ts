/** What is swept: an environment of the platform brought up, changed and destroyed; and every kind of step by hand. */
import * as local from "../../local";
import { Recording } from "../support/recording";
import { platform, root } from "../support/stack";
import { everyStep } from "./every-step";
import { type Program, SweptStack } from "./stack";
import type { Scenario } from "./sweep";

type Settings = Record<string, string>;

/** Makes DNS records anew, changes all services of an image, adds a region and leaves one. */
const change: Settings = {
  cloudflareZone: "0123456789abcdef".repeat(2),
  regions: '["europe-west1","asia-northeast1"]',
  retiredRegions: '["us-east4"]',
};

/** Of an environment of the platform. */
export async function environmentScenarios(environment: string): Promise<Scenario[]> {
  // A protected environment refuses to be destroyed, and that is not what is swept.
  const settings = { deletionProtection: "off" };
  const first = { source: platform, config: await configOf(environment, settings) };
  const second = { source: platform, config: await configOf(environment, { ...settings, ...change }) };
  return ofPrograms(await recorded(environment, first, second));
}

/** Of a program with every kind of step. */
export async function everyStepScenarios(): Promise<Scenario[]> {
  const config = { values: {}, secretKeys: [] };
  const second = { source: everyStep(true), config };
  const both = await recorded("every-step", { source: everyStep(false), config }, second);
  return [...ofPrograms(both), ...ofUnlikeRuns(both, second.source)];
}

interface Recorded {
  stack: string;
  empty: SweptStack;
  /** Brought up by the first program. */
  up: SweptStack;
  first: Program;
  second: Program;
}

/** Stopped, and run again. */
function ofPrograms({ stack, empty, up, first, second }: Recorded): Scenario[] {
  return [
    {
      name: `${stack}: up from nothing`,
      start: empty,
      run: (one) => one.up(first),
      check: (one) => one.preview(first),
    },
    {
      name: `${stack}: up with changes`,
      start: up,
      run: (one) => one.up(second),
      check: (one) => one.preview(second),
    },
    {
      name: `${stack}: destroy --exclude-protected`,
      start: up,
      run: (one) => one.destroy(first),
    },
  ];
}

/** Stopped, and something else run after it; and what no program is run for. */
function ofUnlikeRuns({ stack, empty, up, first, second }: Recorded, source: Source): Scenario[] {
  // What was never replaced has other ids than it had when the replacing program was recorded.
  const live: Program = { ...second, run: source };
  return [
    {
      name: `${stack}: destroy after an up that was stopped`,
      start: empty,
      run: (one) => one.up(first),
      next: (one) => one.destroy(first),
    },
    {
      name: `${stack}: up with changes after an up that was stopped`,
      start: empty,
      run: (one) => one.up(first),
      next: (one) => one.up(live),
      check: (one) => one.preview(live),
    },
    {
      name: `${stack}: refresh after an up that was stopped`,
      start: empty,
      run: (one) => one.up(first),
      next: (one) => one.refresh(first),
      check: (one) => one.refresh(first),
    },
    {
      name: `${stack}: refresh`,
      start: drifted(up),
      run: (one) => one.refresh(first),
      check: (one) => one.refresh(first),
    },
  ];
}

type Config = Program["config"];
type Source = () => Record<string, unknown>;

async function recorded(
  stack: string,
  first: { source: Source; config: Config },
  second: { source: Source; config: Config },
): Promise<Recorded> {
  const empty = SweptStack.empty(stack);
  const before = await recordOf(first.source, first.config, 1, empty.copy());
  const up = empty.copy();
  await up.up(before);
  return { stack, empty, up, first: before, second: await recordOf(second.source, second.config, 2, up.copy()) };
}

/** A copy in which somebody has deleted every fourth thing by hand. */
function drifted(stack: SweptStack): SweptStack {
  const copy = stack.copy();
  const { world } = copy.cloud;
  for (const [index, record] of world.all().entries()) if (index % 4 === 0) world.remove(record);
  return copy;
}

async function configOf(environment: string, settings: Settings): Promise<Config> {
  const project = local.findProject(root);
  const overrides = new Map(Object.entries(settings).map(([key, value]) => [`${project.name}:${key}`, value]));
  return local.stackConfig(project, local.readStackFile(project, environment), overrides);
}

/** A program, recorded while it brings a stack up. */
async function recordOf(source: Source, config: Config, turn: number, stack: SweptStack): Promise<Program> {
  const recording = new Recording();
  const program = { run: recording.record(source), config, seed: new Uint8Array(32).fill(turn) };
  const { outcome, errors } = await stack.up(program);
  if (outcome !== "succeeded") throw new Error(`a program that fails cannot be swept: ${errors.join("; ")}`);
  return { ...program, run: recording.replay };
}
