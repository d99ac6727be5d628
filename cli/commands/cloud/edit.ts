/** The local cloud, changed by hand in the editor of whoever asks: drift, for `refresh` and `preview` to find. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  cloudSecrets,
  type HandMadeChange,
  LocalCloud,
  lockStack,
  servedFolder,
  splitArguments,
  stackFolder,
} from "../../../local";
import type { CommandAction } from "../../commands";
import { errorText, exitCodes, UsageError } from "../../errors";
import { openProject, openStack } from "../../session";
import type { Terminal } from "../../terminal";

export const edit: CommandAction = async (input) => {
  const { terminal, arguments: names } = input;
  const editor = editorOf(terminal);
  const project = openProject(input);
  const { stack } = openStack(project, input.options.stack);
  const folder = input.options.served ? servedFolder(project, stack) : stackFolder(project, stack);
  const lock = lockStack(folder, "cloud edit");
  const directory = await mkdtemp(join(tmpdir(), "flotilla-cloud-"));
  const file = join(directory, "cloud.json");
  let keep = false;
  try {
    const cloud = await LocalCloud.open(folder.cloud, cloudSecrets(folder, terminal.environment));
    const document = cloud.document(names[0]);
    const text = `${JSON.stringify(document, null, 2)}\n`;
    await writeFile(file, text, { mode: 0o600 });
    await openEditor(editor, file, terminal);
    const edited = await readFile(file, "utf8");
    keep = edited !== text; // until it is known that it can be applied
    const changes = edited === text ? [] : await cloud.edit(document, JSON.parse(edited));
    await cloud.close();
    keep = false;
    terminal.out.write(changes.length === 0 ? "nothing was changed\n" : changes.map(lineOf).join(""));
    return exitCodes.ok;
  } catch (error) {
    if (!keep) throw error;
    throw new UsageError(`nothing was changed, and what you wrote is kept in ${file}:\n${errorText(error)}`);
  } finally {
    if (!keep) await rm(directory, { recursive: true, force: true });
    lock.release();
  }
};

function editorOf({ environment }: Terminal): readonly [string, ...string[]] {
  const [command, ...args] = splitArguments(environment.VISUAL || environment.EDITOR || "");
  if (command === undefined) throw new UsageError("no editor is known: set EDITOR, as in EDITOR=vi");
  return [command, ...args];
}

function openEditor(
  [command, ...args]: readonly [string, ...string[]],
  file: string,
  terminal: Terminal,
): Promise<void> {
  const child = spawn(command, [...args, file], { stdio: "inherit", cwd: terminal.cwd });
  return new Promise((done, fail) => {
    child.once("error", (error) => fail(new UsageError(`the editor ${command} cannot be started: ${error.message}`)));
    child.once("close", (code, signal) => {
      if (code === 0) done();
      else
        fail(
          new UsageError(`the editor ${command} ended with ${signal ?? `exit code ${code}`}, so nothing was changed`),
        );
    });
  });
}

function lineOf({ kind, type, id, fields }: HandMadeChange): string {
  return `${kind} ${type} ${id}${fields.length > 0 ? `: ${fields.join(", ")}` : ""}\n`;
}
