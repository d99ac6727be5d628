/** A command, such as `pulumi up`, run with the local cloud as its providers. */
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { resolve } from "node:path";
import { type Defect, parseUrn, type ServedStack, serveStack } from "../../../local";
import type { CommandAction } from "../../commands";
import { exitCodes } from "../../errors";
import { openProject, openStack } from "../../session";
import type { Terminal } from "../../terminal";

/** What a shell answers for a command that it does not find. */
const notFound = 127;

/**
 * Ends as the command does; but where it ended well and left something that does not work, as a failed `up`: the provider
 * protocol has no place to tell of that.
 */
export const serve: CommandAction = async ({ terminal, options, arguments: command }) => {
  const project = openProject({ terminal, options });
  const { stack } = openStack(project, options.stack);
  const served = await serveStack(project, stack, terminal.environment);
  try {
    terminal.err.write(`${opening(stack, terminal.environment)}\n`);
    const code = await run(command, resolve(terminal.cwd, options.cwd ?? "."), served, terminal);
    const defects = code === exitCodes.ok ? await served.defects() : [];
    for (const defect of defects) terminal.err.write(`error: ${defectText(defect)}\n`);
    return defects.length > 0 ? exitCodes.failed : code;
  } finally {
    await served.close();
  }
};

/** Its value may hold a password, and is not shown. */
function opening(stack: string, { PULUMI_BACKEND_URL: other }: NodeJS.ProcessEnv): string {
  const overridden = other ? "; PULUMI_BACKEND_URL is overridden for this command" : "";
  return `The local cloud of ${stack} is served, with a state backend of its own (.flotilla/${stack}/served)${overridden}.`;
}

async function run(command: readonly string[], cwd: string, served: ServedStack, terminal: Terminal): Promise<number> {
  const [name = "", ...args] = command;
  const child = spawn(name, args, { cwd, env: served.environment, stdio: "inherit" });
  const release = passSignals(child, terminal);
  try {
    return await new Promise((ended) => {
      child.once("error", (error: NodeJS.ErrnoException) => {
        terminal.err.write(`error: ${name} cannot be run: ${error.code === "ENOENT" ? "not found" : error.message}\n`);
        ended(notFound);
      });
      child.once("exit", (code, signal) => ended(code ?? 128 + constants.signals[signal as NodeJS.Signals]));
    });
  } finally {
    release();
  }
}

/** The command decides when to end. Ctrl-C at a terminal reaches it without us, and a second one would mean more to it. */
function passSignals(child: ChildProcess, terminal: Terminal): () => void {
  const passed: Record<string, () => void> = {
    SIGINT: () => terminal.in.isTTY !== true && child.kill("SIGINT"),
    SIGTERM: () => child.kill("SIGTERM"),
    SIGHUP: () => child.kill("SIGHUP"),
  };
  for (const [signal, pass] of Object.entries(passed)) process.on(signal, pass);
  return () => {
    for (const [signal, pass] of Object.entries(passed)) process.off(signal, pass);
  };
}

function defectText({ urn, message }: Defect): string {
  const { type, name } = parseUrn(urn);
  return `${name} (${type}): ${message}`;
}
