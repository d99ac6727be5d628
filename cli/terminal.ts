/** What a command reads from and writes to. */
import type { Readable, Writable } from "node:stream";
import { createColors } from "picocolors";

type Colours = ReturnType<typeof createColors>;

export interface Terminal {
  in: Readable & { isTTY?: boolean };
  out: Writable & { isTTY?: boolean; columns?: number; rows?: number };
  err: Writable & { isTTY?: boolean };
  environment: NodeJS.ProcessEnv;
  cwd: string;
}

/** Whether somebody watches: then lines are redrawn in place. In CI a terminal may be simulated, and nobody does. */
export function isLive({ out, environment }: Terminal): boolean {
  return out.isTTY === true && !environment.CI && environment.TERM !== "dumb";
}

/** Whether a question can be asked. */
export function canAsk(terminal: Terminal): boolean {
  return terminal.in.isTTY === true && isLive(terminal);
}

/** https://no-color.org: set and not empty, it switches colours off. */
export function coloursFor({ out, environment }: Terminal): Colours {
  return createColors(out.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb");
}

/** How wide lines may be; undefined where nobody watches, who could not read what is cut. */
export function widthOf({ out }: Terminal): number | undefined {
  return out.isTTY ? out.columns : undefined;
}

export type { Colours };
