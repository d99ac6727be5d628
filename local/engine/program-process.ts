/** A program on disk, started as Pulumi's Node language host starts it (`@pulumi/pulumi/cmd/run`). */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { type Ending, SdkProcess, WaitingProcess } from "../sdk-process";
import { messageOf } from "./errors";
import type { OperationOptions } from "./operation";
import type { ProgramRun, RunningProgram } from "./program";

/** The SDK's exit code after it has told the user what is wrong (`cmd/run/index.ts`). */
const alreadyTold = 32;

type DiskProgram = Exclude<OperationOptions["program"], (...args: never[]) => unknown>;

export function runProcess(run: ProgramRun, program: DiskProgram): RunningProgram {
  const { options, address, report } = run;
  const directory = resolve(program.directory);
  const entryPoint = resolve(directory, program.entryPoint);
  if (!existsSync(entryPoint)) {
    // The SDK's runner would look for it without end.
    report("error", `the program's entry point ${entryPoint} is not there; name it with \`main\` in Pulumi.yaml`);
    return { ended: Promise.resolve(false), stop: () => undefined };
  }
  const own = program.waiting?.take() ?? startProcess(program);
  let stopping = false;
  forEachLine(own.child.stdout, (line) => report("info", line));
  forEachLine(own.child.stderr, (line) => report("info#err", line));
  own.run([...argumentsOf(run, directory), program.entryPoint], {
    PULUMI_NODEJS_TYPESCRIPT: "false", // what the program is written in is the node arguments' business
    PULUMI_CONFIG: JSON.stringify(options.config.values),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.config.secretKeys),
    PULUMI_NODEJS_ENGINE: address,
  });
  return {
    ended: own.ended.then((ending) => {
      const { ok, reason } = told(ending);
      if (reason && !stopping) report("error", reason);
      return ok;
    }),
    stop() {
      stopping = true;
      own.stop();
    },
  };
}

/** Starts the process of a program that will be run; nothing where it will turn out that there is none to start. */
export function prepareProgram(program: DiskProgram): WaitingProcess | undefined {
  try {
    return new WaitingProcess(startProcess(program));
  } catch {
    return undefined;
  }
}

/** Its hooks are needed until the last step under way has finished. */
function startProcess({ directory, nodeArgs }: DiskProgram): SdkProcess {
  return new SdkProcess(resolve(directory), runner(resolve(directory)), nodeArgs);
}

/** The SDK that the program itself uses. */
function runner(directory: string): string {
  return createRequire(join(directory, "index.js")).resolve("@pulumi/pulumi/cmd/run");
}

function argumentsOf({ options, preview, address, organization, parallel }: ProgramRun, directory: string): string[] {
  const values = {
    monitor: address,
    engine: address,
    project: options.project,
    stack: options.stack,
    organization,
    "root-directory": resolve(options.root),
    pwd: directory,
    parallel: String(parallel),
  };
  const flags = Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
  return preview ? [...flags, "--dry-run"] : flags;
}

function told({ error, code, signal }: Ending): { ok: boolean; reason?: string } {
  if (error) return { ok: false, reason: `the program could not be started: ${messageOf(error)}` };
  if (code === 0 || code === alreadyTold) return { ok: code === 0 };
  return {
    ok: false,
    reason: `the program ended with ${code === null ? `signal ${signal}` : `exit code ${code}`}`,
  };
}

function forEachLine(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream }).on("line", (line) => take(stripVTControlCharacters(line)));
}
