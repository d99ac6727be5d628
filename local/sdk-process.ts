/**
 * Programs and policy packs run in processes of their own, by the SDK's own runners. To load the SDK takes such a process
 * longer than all that has to be found out before it can go on: so it may be started first, and told later.
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

const lean = require.resolve("./lean-sdk.cjs");
const runSdk = require.resolve("./run-sdk.cjs");

export interface Ending {
  /** It could not be started. */
  error?: Error;
  code: number | null;
  signal: NodeJS.Signals | null;
}

export class SdkProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Never rejects. */
  readonly ended: Promise<Ending>;

  /** @param runner The path of one of the SDK's scripts, as in `@pulumi/pulumi/cmd/run`. */
  constructor(directory: string, runner: string, nodeArgs: readonly string[] = []) {
    this.child = spawn(process.execPath, ["--require", lean, ...nodeArgs, runSdk, runner], {
      cwd: directory,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true, // see run-sdk.cjs
    });
    this.child.stdin.on("error", () => {}); // that it has ended is told by its end
    this.ended = new Promise((resolve) => {
      this.child.once("error", (error) => resolve({ error, code: null, signal: null }));
      this.child.once("close", (code, signal) => resolve({ code, signal }));
    });
  }

  /** Has the runner begin. Once only. */
  run(args: readonly string[], environment: NodeJS.ProcessEnv): void {
    this.child.stdin.write(`${JSON.stringify({ args, environment })}\n`);
  }

  stop(): void {
    this.child.kill();
  }
}

/** A process that waits for whoever takes it. */
export class WaitingProcess {
  #process: SdkProcess | undefined;

  constructor(process: SdkProcess) {
    this.#process = process;
  }

  /** The process, the first time. */
  take(): SdkProcess | undefined {
    const process = this.#process;
    this.#process = undefined;
    return process;
  }

  /** Ends what nobody has taken. */
  drop(): void {
    this.take()?.stop();
  }
}
