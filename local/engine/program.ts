/** Runs the program: one on disk in a process of its own, or a function in this one. Both speak to the same server. */
import type { DiagnosticEvent } from "../events";
import type { OperationOptions } from "./operation";
import { runProcess } from "./program-process";

export interface ProgramRun {
  options: OperationOptions;
  preview: boolean;
  /** Of the monitor and engine services. */
  address: string;
  organization: string;
  parallel: number;
  /** A line that the program wrote, or an error it did not catch. */
  report: (severity: DiagnosticEvent["severity"], message: string) => void;
}

export interface RunningProgram {
  /** Whether the program came to a good end; why not has been reported. Never rejects. */
  ended: Promise<boolean>;
  /** Ends the program, which nobody waits for any more. */
  stop(): void;
}

export function startProgram(run: ProgramRun): RunningProgram {
  const { program } = run.options;
  if (typeof program !== "function") return runProcess(run, program);
  // The SDK's runtime is loaded for programs of this process alone.
  const { runFunction } = require("./program-function") as typeof import("./program-function");
  return runFunction(run, program);
}
