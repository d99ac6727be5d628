/** Where a local run keeps what it knows: `.flotilla/` beside Pulumi.yaml, a folder for each stack. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "./project-file";

export interface StackFolder {
  /** `.flotilla`, shared by all stacks of the project. */
  root: string;
  /** Keeps `.flotilla` out of version control. */
  ignore: string;
  /** The passphrase of all local states; read and written by its owner alone. */
  passphrase: string;
  directory: string;
  /** The deployment, in Pulumi's own format. What an operation under way has changed stands in `state.journal`. */
  state: string;
  /** The local cloud's world. What has changed since it was written stands in `cloud.journal`. */
  cloud: string;
  lock: string;
  /** A folder for each bucket of Cloud Storage that applications mount on this machine. */
  buckets: string;
}

export function stackFolder(project: Project, stack: string): StackFolder {
  const root = join(project.root, ".flotilla");
  const directory = join(root, stack);
  return {
    root,
    ignore: join(root, ".gitignore"),
    passphrase: join(root, "passphrase"),
    directory,
    state: join(directory, "state.json"),
    cloud: join(directory, "cloud.json"),
    lock: join(directory, "lock.json"),
    buckets: join(directory, "buckets"),
  };
}

/** Makes the stack's folder. `.flotilla` holds a key and states: it keeps itself out of version control. */
export function makeStackFolder(folder: StackFolder): void {
  mkdirSync(folder.directory, { recursive: true });
  writeFileSync(folder.ignore, "*\n");
}
