/**
 * Failures that were asked for, by a test, a sweep, or somebody who rehearses what happens then: an operation fails, or
 * the process dies at it, before the cloud has done it or after, when the engine does not know yet.
 */
import type { ResourceIdentity } from "../provider";
import { InjectedFault } from "./errors";
import { faultText } from "./fault-text";
import type { Operation } from "./rule";

export interface Fault {
  operation: Operation | "read";
  /** Type token; any type when absent. */
  type?: string;
  /** Logical name; any name when absent. */
  name?: string;
  /** Which of the operations it fits is the first that it strikes, counted from 1. @default 1 */
  nth?: number;
  /** How many in a row it strikes. @default 1 */
  times?: number;
  /** Ends the process, and fails no operation. */
  kill?: "before" | "after";
  /** The error's message. @default one that says that it was asked for */
  error?: string;
}

export class Faults {
  /** How the process dies. A sweep within one process gives another way. */
  die: () => never = killThisProcess;
  readonly #faults: { fault: Fault; seen: number; struck: boolean }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0, struck: false });
  }

  /** Those whose turn never came. */
  unmet(): Fault[] {
    return this.#faults.filter(({ struck }) => !struck).map(({ fault }) => fault);
  }

  /** Does an operation, unless a fault keeps it from being done. The work begins before this returns. */
  async around<T>(
    operation: Fault["operation"],
    resource: Pick<ResourceIdentity, "type" | "name">,
    work: () => Promise<T>,
  ): Promise<T> {
    const due = this.#due(operation, resource);
    const before = due.find(({ fault }) => fault.kill !== "after");
    if (before) {
      before.struck = true;
      if (before.fault.kill) this.die();
      throw new InjectedFault(before.fault.error ?? `made to fail, as was asked for: ${faultText(before.fault)}`);
    }
    const done = await work();
    const [after] = due;
    if (after) {
      after.struck = true;
      this.die();
    }
    return done;
  }

  /** Counts the operation; answers with the faults whose turn it is. */
  #due(operation: Fault["operation"], resource: Pick<ResourceIdentity, "type" | "name">) {
    const fitting = this.#faults.filter(
      ({ fault }) =>
        fault.operation === operation &&
        (fault.type ?? resource.type) === resource.type &&
        (fault.name ?? resource.name) === resource.name,
    );
    for (const entry of fitting) entry.seen++;
    return fitting.filter(({ fault: { nth = 1, times = 1 }, seen }) => seen >= nth && seen < nth + times);
  }
}

/** At once: nothing is tidied up, no file is finished. */
function killThisProcess(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("this process was to be killed, and lives on");
}
