/** The environment on this machine: brought up on the local cloud, with its applications running. */
import { createInterface } from "node:readline";
import { type Dev, startDev } from "../../local";
import type { CommandAction, CommandInput } from "../commands";
import { errorText, exitCodes } from "../errors";
import { addressLines, lineOf } from "../output/dev";
import { openProject, openStack } from "../session";
import { coloursFor } from "../terminal";
import { up } from "./up";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export const dev: CommandAction = async (input) => {
  const { terminal, options } = input;
  const project = openProject(input);
  const { stack } = openStack(project, options.stack);
  const brought = await up({
    ...input,
    terminal: options.json ? { ...terminal, out: terminal.err } : terminal,
    options: { stack, cwd: options.cwd, yes: true },
  });
  if (brought !== exitCodes.ok) return brought;
  const say = sayInto(input);
  const ended = interrupted();
  const { environment } = terminal;
  const running = await startDev({ project, stack, environment, port: options.port ?? 8080, say });
  if (options.json) terminal.out.write(`${JSON.stringify({ addresses: running.addresses })}\n`);
  else terminal.out.write(`${addressLines(running.addresses, coloursFor(terminal)).join("\n")}\n`);
  const typed = takeCommands(input, running, say);
  await ended;
  typed.close();
  await running.close();
  return exitCodes.ok;
};

/** The first signal ends all in good order, the second one at once: what was started ends with this process. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals)
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(exitCodes.interrupted));
      });
  });
}

function sayInto({ terminal, options }: CommandInput): (from: string, text: string) => void {
  const colours = coloursFor(terminal);
  return (from, text) =>
    terminal.out.write(options.json ? `${JSON.stringify({ from, text })}\n` : `${lineOf(from, text, colours)}\n`);
}

/** A line that is typed, `iam administrator ada@example.dev`, runs an application once with arguments. */
function takeCommands({ terminal }: CommandInput, running: Dev, say: (from: string, text: string) => void) {
  return createInterface({ input: terminal.in }).on("line", async (line) => {
    const [app, ...args] = line.split(/\s+/).filter((word) => word !== "");
    if (app === undefined) return;
    try {
      const code = await running.run(app, args);
      say("dev", `${line.trim()} ended with exit code ${code}`);
    } catch (error) {
      say("dev", errorText(error));
    }
  });
}
