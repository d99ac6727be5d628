/** Has the policy packs judge what stands, or would after a plan: as `pulumi policy analyze`, but by a kind of environment. */
import * as local from "../../../local";
import { type RawResource, readResources } from "../../../review";
import type { CommandAction, CommandInput } from "../../commands";
import { errorText, exitCodes } from "../../errors";
import { Gate, refuseSarif } from "../../gate";
import { numbered } from "../../numbered";
import { analysisLines } from "../../output/analysis";
import type { Journal } from "../../output/journal";
import { choosePacks, startPacks } from "../../packs";
import { readSaved } from "../../saved";
import { openProject, openStack } from "../../session";
import { openState, readState } from "../../state";
import { coloursFor, type Terminal, widthOf } from "../../terminal";

/** Where the pack finds the kind of environment; without one it judges as in production. */
const kindKey = "flotilla:kind";

interface Subject {
  /** As people are told it. */
  name: string;
  names: { project: string; stack: string };
  project: local.Project | undefined;
  config: Pick<local.StackConfig, "values" | "secretKeys">;
  resources: readonly RawResource[];
}

export const analyze: CommandAction = async (input) => {
  const started = performance.now();
  const { terminal, options } = input;
  const subject = options.file === undefined ? await stackOf(input) : await fileOf(input, options.file);
  const { project, names, config } = subject;
  const packs = choosePacks(input, project);
  if (packs.length === 0)
    throw new local.PolicyPackError("there is no policy pack to judge with: name its folder with --policy-pack");
  refuseSarif(input, packs);
  const gate = new Gate({ input, project, names });
  const emit = numbered((event) => {
    gate.event(event);
    if (options.json) terminal.out.write(`${JSON.stringify(event)}\n`);
  });
  let passed = false;
  let error: string | undefined;
  try {
    passed = await judge({ ...names, config, packs, machinery: local }, subject, gate, emit);
  } catch (thrown) {
    error = errorText(thrown);
  }
  const kind = config.values[kindKey] ?? "production";
  const analysis = { of: subject.name, kind, resources: subject.resources.length, error };
  if (!options.json) print(terminal, { ...analysis, seconds: (performance.now() - started) / 1000 }, gate.journal);
  else if (error) terminal.err.write(`error: ${error}\n`);
  const untold = gate.end(error);
  if (untold) terminal.err.write(`error: ${untold}\n`);
  return passed && !untold ? exitCodes.ok : exitCodes.failed;
};

async function judge(
  run: Parameters<typeof startPacks>[0],
  { resources, project }: Subject,
  gate: Gate,
  emit: (event: local.EngineEventBody) => void,
): Promise<boolean> {
  // As in a preview there may be values that nobody knows.
  const packs = startPacks(run, true, emit, new AbortController().signal);
  gate.judges(packs.analyzers);
  try {
    const saved = resources.map((one) => ({ ...one, inputs: one.inputs ?? {}, outputs: one.outputs ?? {} }));
    return await local.analyzeState({ resources: saved, analyzers: packs.analyzers, emit, project });
  } finally {
    await packs.close();
  }
}

function print(terminal: Terminal, analysis: Parameters<typeof analysisLines>[0], journal: Journal): void {
  const lines = analysisLines(analysis, journal, { width: widthOf(terminal), colours: coloursFor(terminal) });
  terminal.out.write(`${lines.join("\n")}\n`);
}

async function stackOf(input: CommandInput): Promise<Subject> {
  const project = openProject(input);
  const stack = openStack(project, input.options.stack);
  const config = await local.stackConfig(project, stack, kindGiven(input), input.terminal.environment);
  const snapshot = await readState(await openState(input));
  const names = { project: project.name, stack: stack.stack };
  const resources = readResources(JSON.stringify(local.encodeDeployment(snapshot, "in plain text")));
  return { name: `${names.project}/${names.stack}`, names, project, config, resources };
}

/** No config belongs to a file: only the kind that is given counts. */
async function fileOf(input: CommandInput, file: string): Promise<Subject> {
  const resources = await readSaved(input, file);
  const project = projectAround(input);
  const config = { values: Object.fromEntries(kindGiven(input)), secretKeys: [] };
  const names = local.parseUrn(resources[0]?.urn ?? "");
  return { name: file, names: { project: names.project, stack: names.stack }, project, config, resources };
}

function kindGiven({ options }: CommandInput): Map<string, string> {
  return new Map(options.kind === undefined ? [] : [[kindKey, options.kind]]);
}

/** A file can be judged anywhere, if a pack is named. */
function projectAround(input: CommandInput): local.Project | undefined {
  try {
    return openProject(input);
  } catch (error) {
    if (error instanceof local.ProjectError && input.options.policyPack) return undefined;
    throw error;
  }
}
