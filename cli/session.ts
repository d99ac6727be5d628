/** Which project and which stack a command is about. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { findProject, type Project, ProjectError, readStackFile, type StackFile, stackNames } from "../local";
import type { CommandInput } from "./commands";
import { UsageError } from "./errors";

export function openProject({ terminal, options }: Pick<CommandInput, "terminal" | "options">): Project {
  const directory = resolve(terminal.cwd, options.cwd ?? ".");
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`--cwd ${options.cwd}: there is no folder ${directory}`);
  return findProject(directory);
}

/** The stack named, or the only one there is. */
export function openStack(project: Project, name: string | undefined): StackFile {
  const stacks = stackNames(project);
  const stack = name ?? (stacks.length === 1 ? stacks[0] : undefined);
  if (stack === undefined) throw new UsageError(whichStack(project, stacks));
  try {
    return readStackFile(project, stack);
  } catch (error) {
    if (error instanceof ProjectError && !stacks.includes(stack)) throw new UsageError(error.message);
    throw error;
  }
}

function whichStack(project: Project, stacks: readonly string[]): string {
  if (stacks.length === 0)
    return `project ${project.name} has no stack yet: write a file Pulumi.<stack>.yaml in ${project.stackDirectory}`;
  return `project ${project.name} has several stacks: name one with --stack (${stacks.join(", ")})`;
}
