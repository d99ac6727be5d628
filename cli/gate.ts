/** What policy packs say, for who does not read the terminal: a SARIF file, and annotations where GitHub runs the command. */
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { EngineEvent, Project } from "../local";
import { isClosing } from "../review";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";
import { annotation } from "./output/annotations";
import { Journal, type PolicyFinding } from "./output/journal";
import { type JudgingPack, sarifLog } from "./output/sarif";

export interface GateOptions {
  input: CommandInput;
  /** Where lines of the program are relative to; without one nothing is known of its files. */
  project: Pick<Project, "root"> | undefined;
  /** As URNs have them. */
  names: { project: string; stack: string };
}

/** Refuses before anything is done what could only fail at the end. */
export function refuseSarif(input: CommandInput, packs: readonly unknown[]): void {
  const { sarif } = input.options;
  if (sarif === undefined) return;
  if (packs.length === 0)
    throw new UsageError(
      "--sarif writes what policy packs say, and there is none: name one with --policy-pack, or leave it out",
    );
  writtenTo(input, "--sarif", sarif);
}

/**
 * Where a file is going to be written that was named with a flag.
 * @throws {UsageError} where there is no folder for it
 */
export function writtenTo({ terminal }: CommandInput, flag: string, file: string): string {
  const path = resolve(terminal.cwd, file);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${flag} ${file}: it is a folder`);
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${flag} ${file}: there is no folder ${folder}`);
  return path;
}

export class Gate {
  /** What was said so far. */
  readonly journal = new Journal();
  #packs: readonly JudgingPack[] = [];
  readonly #sarif: string | undefined;

  constructor(private readonly options: GateOptions) {
    const { terminal, options: flags } = options.input;
    this.#sarif = flags.sarif === undefined ? undefined : resolve(terminal.cwd, flags.sarif);
    if (this.#sarif !== undefined) rmSync(this.#sarif, { force: true }); // what an earlier run said is not said by this one
  }

  judges(packs: readonly JudgingPack[]): void {
    this.#packs = packs;
  }

  event(event: EngineEvent): void {
    this.journal.apply(event);
  }

  /** Answers with what went wrong in telling, if anything did. */
  end(breakdown: string | undefined): string | undefined {
    const { terminal } = this.options.input;
    if (terminal.environment.GITHUB_ACTIONS === "true")
      for (const finding of this.journal.findings)
        terminal.err.write(`${annotation(finding, this.#lineFile(finding))}\n`);
    if (this.#sarif === undefined) return undefined;
    try {
      writeFileSync(this.#sarif, `${JSON.stringify(this.#log(breakdown), null, 2)}\n`);
      return undefined;
    } catch (error) {
      return `--sarif ${this.options.input.options.sarif} cannot be written: ${(error as Error).message}`;
    }
  }

  #log(breakdown: string | undefined) {
    const errors = this.journal.errors.map(({ message }) => message.trimEnd());
    return sarifLog({
      ...this.options.names,
      packs: this.#packs,
      findings: this.journal.findings,
      breakdowns: [...errors.filter((text) => !isClosing(text)), ...(breakdown ? [breakdown] : [])],
      fileOf: (finding) => this.#lineFile(finding) ?? this.#inRepository("Pulumi.yaml"),
    });
  }

  #lineFile({ line }: PolicyFinding): string | undefined {
    return line && this.#inRepository(line.file);
  }

  /** A file of the project by its path in the repository. */
  #inRepository(file: string): string | undefined {
    const { project, input } = this.options;
    if (!project) return undefined;
    const path = join(project.root, file);
    const inside = relative(repositoryOf(project.root, input.terminal.environment), path);
    return inside.startsWith("..") || !existsSync(path) ? undefined : inside.replaceAll(sep, "/");
  }
}

/** What the runner has checked out, or the next folder above that is a repository, or the project itself. */
function repositoryOf(root: string, { GITHUB_WORKSPACE: workspace }: NodeJS.ProcessEnv): string {
  if (workspace && !relative(workspace, root).startsWith("..")) return workspace;
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, ".git"))) return folder;
  return root;
}
