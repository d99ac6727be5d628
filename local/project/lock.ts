/** One operation at a time on a stack. */
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ProjectError } from "./errors";
import { makeStackFolder, type StackFolder } from "./stack-folder";

interface Holder {
  pid: number;
  /** ISO 8601. */
  since: string;
  operation: string;
}

/**
 * Takes the lock of a stack, or says who holds it; the lock of a process that died is taken over. Everything is
 * synchronous, so that the lock can be given back while the process exits.
 */
export function lockStack(folder: StackFolder, operation: string): { release(): void } {
  makeStackFolder(folder);
  const mine = `${folder.lock}.${process.pid}`;
  const holder: Holder = { pid: process.pid, since: new Date().toISOString(), operation };
  const text = `${JSON.stringify(holder)}\n`;
  writeFileSync(mine, text);
  try {
    while (!tryLink(mine, folder.lock)) removeIfStale(folder);
  } finally {
    unlinkSync(mine);
  }
  sweep(folder);
  let held = true;
  return {
    release() {
      // Somebody who was sure that we are gone may have taken it over.
      if (held && readIfThere(folder.lock) === text) unlinkSync(folder.lock);
      held = false;
    },
  };
}

/** What a writer that was killed left behind: whoever holds the lock is the only writer. */
function sweep(folder: StackFolder): void {
  for (const file of readdirSync(folder.directory))
    if (/^(state|cloud)\.json\.\d+$/.test(file)) rmSync(join(folder.directory, file), { force: true });
}

/** A link appears with its content, and fails where the name is taken: nobody ever reads a half-written lock. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function removeIfStale(folder: StackFolder): void {
  const text = readIfThere(folder.lock);
  if (text === undefined) return; // given back in the meantime
  const holder = parse(text);
  if (holder && isAlive(holder.pid)) {
    const shown = relative(process.cwd(), folder.lock);
    throw new ProjectError(
      `this stack is in use: process ${holder.pid} has run ${holder.operation} on it since ${holder.since}; wait for it to ` +
        `end (if that process is something else by now, delete ${shown})`,
    );
  }
  // Renamed before it is deleted: of two that find it stale, the later one must not delete the lock of the earlier.
  const aside = `${folder.lock}.stale.${process.pid}`;
  try {
    renameSync(folder.lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readIfThere(aside) !== text) tryLink(aside, folder.lock);
  unlinkSync(aside);
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Ended, and not yet missed by whoever started it; only Linux shows it this way. */
function isZombie(pid: number): boolean {
  const status = readIfThere(`/proc/${pid}/stat`);
  return status !== undefined && /\) Z /.test(status);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
