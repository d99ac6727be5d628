/** Applications as they run in their image: one file, in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface Application {
  process: ChildProcess;
  /** What it has written. */
  output(): string;
  /** Resolves when it has ended, whatever ends it. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface StartOptions {
  /** All the variables that it has. */
  variables: Readonly<Record<string, string>>;
  /** @default as whoever runs the tests */
  account?: { uid: number; gid: number };
  /** @default where the tests run */
  cwd?: string;
  /** Keeps nothing of what it writes. */
  unheard?: boolean;
}

/** Starts a bundled application, with its own variables alone. */
export function startApplication(file: string, { variables, account, cwd, unheard }: StartOptions): Application {
  const child = spawn(process.execPath, [file], {
    env: { ...variables },
    stdio: ["ignore", unheard ? "ignore" : "pipe", "pipe"],
    cwd,
    ...account,
  });
  const ended = once(child, "exit");
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-20_000);
    });
  return {
    process: child,
    output: () => output,
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

/** Waits until it answers its probe, for as long as it runs. */
export async function untilReady(application: Application, url: string): Promise<void> {
  for (;;) {
    if (application.process.exitCode !== null) throw new Error(`it has ended:\n${application.output()}`);
    const status = await fetch(`${url}/ready`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
