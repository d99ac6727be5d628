/** The stack's outputs, from its state. */
import {
  FileStateStore,
  isRootStack,
  type PropertyMap,
  revealMap,
  shownMap,
  stackFolder,
  stateSecrets,
} from "../../local";
import type { CommandAction, CommandInput } from "../commands";
import { exitCodes, UsageError } from "../errors";
import { outline } from "../output/values";
import { openProject, openStack } from "../session";

export const outputs: CommandAction = async (input) => {
  const { terminal, options } = input;
  if (options.json && options.shell) throw new UsageError("--json and --shell are two forms: give one");
  const values = await readOutputs(input);
  const shown = options.showSecrets ? revealMap(values) : shownMap(values);
  const [name] = input.arguments;
  terminal.out.write(name === undefined ? allText(shown, options) : oneText(shown, name, options));
  return exitCodes.ok;
};

async function readOutputs(input: CommandInput): Promise<PropertyMap> {
  const project = openProject(input);
  const { stack } = openStack(project, input.options.stack);
  const folder = stackFolder(project, stack);
  const store = new FileStateStore(folder.state, () => stateSecrets(folder, input.terminal.environment));
  const root = (await store.load())?.resources.find(({ urn }) => isRootStack(urn));
  if (!root) throw new UsageError(`stack ${stack} is not up, so it has no outputs: run flotilla up --stack ${stack}`);
  return root.outputs;
}

type Shown = Record<string, unknown>;
type Form = CommandInput["options"];

function allText(shown: Shown, { json, shell }: Form): string {
  if (json) return `${JSON.stringify(shown, null, 2)}\n`;
  const lines = shell ? Object.entries(shown).map(([name, value]) => assignment(name, value)) : outline(shown, "");
  return lines.map((line) => `${line}\n`).join("");
}

function oneText(shown: Shown, name: string, { json, shell }: Form): string {
  if (!Object.hasOwn(shown, name)) {
    const names = Object.keys(shown).sort().join(", ") || "none";
    throw new UsageError(`the stack has no output ${JSON.stringify(name)}: its outputs are ${names}`);
  }
  const value = shown[name];
  if (json) return `${JSON.stringify(value, null, 2)}\n`;
  return `${shell ? assignment(name, value) : text(value)}\n`;
}

/** A text as it is, anything else as JSON: what a script expects of one value. */
function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function assignment(name: string, value: unknown): string {
  return `${name.replace(/\W/g, "_")}='${text(value).replaceAll("'", `'\\''`)}'`;
}
