/** The policy packs of an operation: which, and how they start while the program does. */
import { basename, join, resolve } from "node:path";
import {
  type AnalyzedResource,
  type Analyzer,
  checkPack,
  diagnosticEvent,
  type EngineEventBody,
  isPolicyPack,
  type PolicyInfo,
  type PolicyPackOptions,
  type Project,
  preparePack,
} from "../local";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";
import type { Machinery } from "./task";

export interface Packs {
  analyzers: readonly Analyzer[];
  /** The first pack that cannot start ends the operation; the engine would repeat its error for every resource. */
  failure: Promise<Error>;
  close(): Promise<void>;
}

/** What packs are started for. */
export interface PackRun extends Pick<PolicyPackOptions, "project" | "stack" | "config"> {
  packs: readonly ChosenPack[];
  machinery: Pick<Machinery, "startPolicyPack">;
}

export function startPacks(
  run: PackRun,
  dryRun: boolean,
  emit: (event: EngineEventBody) => void,
  interrupted: AbortSignal,
): Packs {
  const { project, stack, config, machinery, packs } = run;
  for (const { directory } of packs) checkPack(directory); // before anything is started for nothing
  const abandoned = new AbortController();
  const waiting = packs.map(({ directory }) => preparePack(directory));
  const start = async ({ directory, configuration }: ChosenPack, i: number) => {
    await undefined; // what asks them is loaded when all have been started
    return machinery.startPolicyPack(directory, {
      project,
      stack,
      dryRun,
      config,
      configuration,
      signal: AbortSignal.any([abandoned.signal, interrupted]),
      log: ({ severity, message }) => emit(diagnosticEvent(severity, message)),
      waiting: waiting[i],
    });
  };
  const starts = packs.map((pack, i) => ({ name: basename(pack.directory), started: start(pack, i) }));
  const failure = new Promise<Error>((fail) => {
    for (const { started } of starts) started.catch(fail);
  });
  return {
    analyzers: starts.map(({ name, started }) => new StartingPack(name, started)),
    failure,
    async close() {
      for (const process of waiting) process.drop();
      abandoned.abort(); // those that have not started will not be needed; the others are asked to end
      for (const result of await Promise.allSettled(starts.map(({ started }) => started)))
        if (result.status === "fulfilled") await result.value.close();
    },
  };
}

/** A policy pack, and the file that configures it. */
export interface ChosenPack {
  directory: string;
  configuration: string | undefined;
}

/** Those named, or the one that stands beside Pulumi.yaml; configurations belong to them in order, as Pulumi takes them. */
export function choosePacks(
  { options, terminal }: CommandInput,
  project: Pick<Project, "root"> | undefined,
): ChosenPack[] {
  const beside = project && join(project.root, "policy");
  const directories = options.policyPack ?? (beside && isPolicyPack(beside) ? [beside] : []);
  const files = options.policyPackConfig ?? [];
  if (files.length > 0 && files.length !== directories.length)
    throw new UsageError(
      `--policy-pack-config is to be given once for each policy pack, in order: packs ${directories.length}, files ${files.length}`,
    );
  const absolute = (path: string) => resolve(terminal.cwd, path);
  return directories.map((directory, i) => ({
    directory: absolute(directory),
    configuration: files[i] === undefined ? undefined : absolute(files[i]),
  }));
}

/** A pack that is asked before it is ready answers when it is. */
class StartingPack implements Analyzer {
  #ready: Analyzer | undefined;

  constructor(
    private readonly directory: string,
    private readonly started: Promise<Analyzer>,
  ) {
    started.then(
      (analyzer) => (this.#ready = analyzer),
      () => {}, // told by `failure`, and by every call
    );
  }

  get name(): string {
    return this.#ready?.name ?? this.directory;
  }

  get version(): string {
    return this.#ready?.version ?? "";
  }

  get policies(): readonly PolicyInfo[] {
    return this.#ready?.policies ?? [];
  }

  async remediate(resource: AnalyzedResource) {
    return (await this.started).remediate(resource);
  }

  async analyze(resource: AnalyzedResource) {
    return (await this.started).analyze(resource);
  }

  async analyzeStack(resources: readonly AnalyzedResource[]) {
    return (await this.started).analyzeStack(resources);
  }

  async close() {
    await (await this.started).close();
  }
}
