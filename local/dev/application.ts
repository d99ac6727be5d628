/** An application as Cloud Run runs it: a process with a port, the variables that it was given, and no others. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../stand-ins/listening";

export interface ApplicationOptions {
  /** Its `main.ts`. */
  entry: string;
  folder: string;
  /** Read anew with each start. */
  variables: () => Readonly<Record<string, string>>;
  say: (text: string) => void;
}

/** Cloud Run kills an instance so long after it was told to end. */
const patience = 10_000;

export class Application {
  #child: ChildProcess | undefined;
  #port: Promise<number | undefined> = Promise.resolve(undefined);

  constructor(private readonly options: ApplicationOptions) {}

  /** Where it listens; waits while it starts. Nothing where it has ended. */
  get port(): Promise<number | undefined> {
    return this.#port;
  }

  async start(): Promise<void> {
    const port = await freePort();
    const child = this.#spawn([], { PORT: String(port) });
    this.#child = child;
    this.#port = listens(child, port);
    child.once("exit", (code, signal) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#port = Promise.resolve(undefined);
      this.options.say(`ended with ${signal ?? `exit code ${code}`}; it starts again when its source changes`);
    });
    await this.#port;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    this.#port = Promise.resolve(undefined);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), patience);
    await ended;
    clearTimeout(late);
  }

  /** Runs it once beside itself with arguments, as a job does; answers with its exit code. */
  async run(args: readonly string[]): Promise<number> {
    const [code] = await once(this.#spawn(args, {}), "exit");
    return code ?? 1;
  }

  #spawn(args: readonly string[], variables: Readonly<Record<string, string>>): ChildProcess {
    const { entry, folder, say } = this.options;
    const preloads = [
      ...["inside.cjs", "read-only.cjs"].map((file) => join(__dirname, file)),
      require.resolve("tsx/cjs"),
    ].flatMap((file) => ["--require", file]);
    const child = spawn(process.execPath, ["--no-warnings", ...preloads, entry, ...args], {
      cwd: folder,
      // Nothing of who runs this, who may be logged in somewhere.
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...this.options.variables(), ...variables },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true, // an interrupt at the terminal is told to it by us
    });
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on("line", (line) => line.trim() !== "" && say(line));
    child.on("error", (error) => say(error.message));
    return child;
  }
}

/** As Cloud Run's own probe: a connection that is taken. */
async function listens(child: ChildProcess, port: number): Promise<number | undefined> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await takesConnection(port)) return port;
    await sleep(50);
  }
  return undefined;
}

function takesConnection(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
