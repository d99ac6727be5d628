/** A question that is answered with yes or no. */
import { createInterface } from "node:readline/promises";
import { exitCodes, UsageError } from "./errors";
import { canAsk, type Terminal } from "./terminal";

/** Refuses at once where nobody could answer. */
export function requireConsent(
  terminal: Terminal,
  operation: string,
  options: { yes?: boolean; json?: boolean },
): void {
  if (options.yes || (canAsk(terminal) && !options.json)) return;
  const reason = options.json ? "--json asks no questions" : "there is no terminal to ask at";
  throw new UsageError(
    `${operation} shows a plan and asks before it does anything, and ${reason}: add --yes to go ahead`,
  );
}

/** The exit code to end with, or `undefined` to go on. */
export async function declined(terminal: Terminal, question: string): Promise<number | undefined> {
  const lines = createInterface({ input: terminal.in, output: terminal.out });
  const interrupted = new Promise<"interrupted">((resolve) => {
    lines.once("SIGINT", () => resolve("interrupted"));
    lines.once("close", () => resolve("interrupted"));
  });
  try {
    for (;;) {
      const answer = await Promise.race([lines.question(`${question} (yes/no) `), interrupted]);
      if (answer === "interrupted") return exitCodes.interrupted;
      if (/^y(es)?$/i.test(answer.trim())) return undefined;
      if (/^no?$/i.test(answer.trim())) {
        terminal.out.write("nothing was changed\n");
        return exitCodes.failed;
      }
    }
  } finally {
    lines.close();
  }
}
