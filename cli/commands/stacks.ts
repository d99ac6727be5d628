/** The stacks of a project, and what the local cloud knows of each. */
import { statSync } from "node:fs";
import { countResources, stackFolder, stackNames } from "../../local";
import type { CommandAction } from "../commands";
import { exitCodes } from "../errors";
import { openProject } from "../session";

interface StackLine {
  name: string;
  /** Resources in the state; absent where the stack was never up. */
  resources: number | undefined;
  /** ISO 8601. */
  changed: string | undefined;
}

export const stacks: CommandAction = async (input) => {
  const project = openProject(input);
  const lines = await Promise.all(stackNames(project).map((name) => describe(name, stackFolder(project, name).state)));
  const { terminal, options } = input;
  terminal.out.write(options.json ? `${JSON.stringify(lines, null, 2)}\n` : table(lines));
  return exitCodes.ok;
};

async function describe(name: string, state: string): Promise<StackLine> {
  const changed = statSync(state, { throwIfNoEntry: false })?.mtime.toISOString();
  // A file that cannot be read is told of by the commands that need it.
  return { name, resources: await countResources(state).catch(() => undefined), changed };
}

function table(lines: readonly StackLine[]): string {
  if (lines.length === 0) return "no stacks: a stack is a file Pulumi.<stack>.yaml beside Pulumi.yaml\n";
  const rows = [
    ["NAME", "RESOURCES", "LAST CHANGED"],
    ...lines.map(({ name, resources, changed }) => [name, String(resources ?? "-"), changed ?? "never up"]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}\n`).join("");
}
