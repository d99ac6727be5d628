/**
 * Where a stack's served cloud lives: a folder beside our own engine's state and cloud. The two never share a cloud, or each
 * would find there what its state does not know.
 */
import { join } from "node:path";
import { type Project, type StackFolder, stackFolder } from "../project";

export interface ServedFolder extends StackFolder {
  /** The states of the real engine. */
  backend: string;
  /** By what this cloud knows what it has made. */
  mark: string;
}

export function servedFolder(project: Project, stack: string): ServedFolder {
  const folder = stackFolder(project, join(stack, "served"));
  return { ...folder, backend: join(folder.directory, "backend"), mark: join(folder.directory, "mark") };
}
