import { PassThrough, Writable } from "node:stream";
import { run } from "../../cli";
import type { Terminal } from "../../cli/terminal";

class Recorder extends Writable {
  text = "";
  isTTY?: boolean;
  columns?: number;
  rows?: number;
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

export interface TestTerminal extends Terminal {
  out: Recorder;
  err: Recorder;
}

/** A terminal that remembers; with `size`, one that somebody watches and types at. */
export function testTerminal(cwd: string, size?: { columns: number; rows: number }, typed = ""): TestTerminal {
  const input: Terminal["in"] = new PassThrough();
  const out = new Recorder();
  if (size) {
    input.isTTY = true;
    Object.assign(out, { isTTY: true, ...size });
  }
  if (typed) (input as PassThrough).write(typed);
  return { in: input, out, err: new Recorder(), environment: { NO_COLOR: "1", TERM: "xterm" }, cwd };
}

/** Runs a command line without a terminal. */
export async function flotilla(cwd: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = testTerminal(cwd);
  const code = await run(args, terminal);
  return { code, out: terminal.out.text, err: terminal.err.text };
}
