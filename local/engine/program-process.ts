/** A program on disk, started as Pulumi's Node language host starts it (`@pulumi/pulumi/cmd/run`). */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { messageOf } from "./errors";
import type { OperationOptions } from "./operation";
import type { ProgramRun, RunningProgram } from "./program";

const endWithParent = require.resolve("../end-with-parent.cjs");

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
  const child = spawn(
    process.execPath,
    [
      "--require",
      endWithParent,
      ...program.nodeArgs,
      runner(directory),
      ...argumentsOf(run, directory),
      program.entryPoint,
    ],
    {
      cwd: directory,
      env: {
        ...process.env,
        PULUMI_NODEJS_TYPESCRIPT: "false", // what the program is written in is the node arguments' business
        PULUMI_CONFIG: JSON.stringify(options.config.values),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.config.secretKeys),
        PULUMI_NODEJS_ENGINE: address,
      },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true, // see end-with-parent.cjs: its hooks are needed until the last step under way has finished
    },
  );
  let stopping = false;
  forEachLine(child.stdout, (line) => report("info", line));
  forEachLine(child.stderr, (line) => report("info#err", line));
  return {
    ended: endOf(child).then(({ ok, reason }) => {
      if (reason && !stopping) report("error", reason);
      return ok;
    }),
    stop() {
      stopping = true;
      child.kill();
    },
  };
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

function endOf(child: ChildProcess): Promise<{ ok: boolean; reason?: string }> {
  return new Promise((done) => {
    child.once("error", (error) =>
      done({ ok: false, reason: `the program could not be started: ${messageOf(error)}` }),
    );
    child.once("close", (code, signal) => {
      if (code === 0 || code === alreadyTold) done({ ok: code === 0 });
      else
        done({
          ok: false,
          reason: `the program ended with ${code === null ? `signal ${signal}` : `exit code ${code}`}`,
        });
    });
  });
}

function forEachLine(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream }).on("line", (line) => take(stripVTControlCharacters(line)));
}
