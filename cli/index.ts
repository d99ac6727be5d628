/**
 * The `flotilla` command: a table of commands, the flags they take, and how results are shown.
 * What belongs here: parsing a command line, asking yes or no, drawing progress, writing reports, exit codes.
 * What does not: anything that knows an engine, a cloud or a project file from the inside (that is `local/`).
 * A command gathers, lets `local/` do the work, and prints; text and JSON are made of the same events.
 * Modules are loaded by the command that needs them, so that `--help` and a mistyped flag answer at once.
 */
import { Command, CommanderError, Option } from "commander";
import { type CommandRow, commands, groups, type Options } from "./commands";
import { errorText, exitCodes, UsageError } from "./errors";
import type { Terminal } from "./terminal";

/** Runs a command line; answers with the exit code, and never throws. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCodes.ok;
  const program = new Command("flotilla")
    .description("Runs a Pulumi program on a cloud embedded in this machine: no account, no credentials, no network.")
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
    })
    .showHelpAfterError("(see flotilla --help)");
  for (const row of commands) addCommand(program, row, terminal, (ended) => (code = ended));
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    terminal.err.write(`error: ${errorText(error)}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}

function addCommand(program: Command, row: CommandRow, terminal: Terminal, ended: (code: number) => void): void {
  const words = row.name.split(" ");
  const command = groupOf(program, words.slice(0, -1))
    .command(words.at(-1) as string)
    .description(row.summary)
    .showHelpAfterError(`(see flotilla ${row.name} --help)`);
  if (row.arguments) command.argument(row.arguments);
  if (row.passThrough) command.passThroughOptions();
  for (const { flags, description, parse } of row.flags) {
    const option = new Option(flags, description);
    if (parse) option.argParser(parse as (text: string, previous: unknown) => unknown);
    command.addOption(option);
  }
  command.action(async () => {
    const action = row.load();
    ended(await action({ terminal, options: command.opts<Options>(), arguments: command.args }));
  });
}

/** The command that a two-word command stands under; made when its first one is added. */
function groupOf(program: Command, [group]: readonly string[]): Command {
  if (group === undefined) return program;
  const known = program.commands.find((command) => command.name() === group);
  return (
    known ??
    program
      .command(group)
      .description(groups[group] as string)
      .helpCommand(false)
      .enablePositionalOptions()
      .showHelpAfterError(`(see flotilla ${group} --help)`)
  );
}
