/** The table of commands: their names, flags, and where each is found when it is called. */
import { InvalidArgumentError } from "commander";
import type { Terminal } from "./terminal";

export interface Flag {
  flags: string;
  description: string;
  /** Turns the text given into the value; called once for each time a flag is given. */
  parse?: (text: string, previous: never) => unknown;
}

export interface CommandInput {
  terminal: Terminal;
  options: Options;
  arguments: string[];
}

/** What flags can set; a command sees only those of its own row. */
export interface Options {
  stack?: string;
  cwd?: string;
  yes?: boolean;
  json?: boolean;
  diff?: boolean;
  config?: string[];
  policyPack?: string[];
  parallel?: number;
  excludeProtected?: boolean;
  expectNoChanges?: boolean;
  showSecrets?: boolean;
  shell?: boolean;
}

/** Answers with the exit code. */
export type CommandAction = (input: CommandInput) => Promise<number>;

export interface CommandRow {
  name: string;
  arguments?: string;
  summary: string;
  flags: readonly Flag[];
  /** By `require`: a dynamic `import()` goes around the launcher, which has taught TypeScript to CommonJS alone. */
  load: () => CommandAction;
}

const stack: Flag = { flags: "-s, --stack <name>", description: "the stack (needed where a project has several)" };
const cwd: Flag = { flags: "-C, --cwd <dir>", description: "run as if started in this folder" };
const yes: Flag = { flags: "-y, --yes", description: "do it without showing the plan and asking first" };
const json: Flag = { flags: "--json", description: "print JSON" };
const eventJson: Flag = { flags: "--json", description: "print each engine event as a line of JSON" };
const diff: Flag = { flags: "--diff", description: "print what changes in each resource" };
const config: Flag = {
  flags: "-c, --config <key=value>",
  description: "set a configuration value for this run alone (repeatable)",
  parse: collect,
};
const policyPack: Flag = {
  flags: "--policy-pack <dir>",
  description: "judge with this policy pack (repeatable; default: policy/ beside Pulumi.yaml)",
  parse: collect,
};
const parallel: Flag = {
  flags: "-p, --parallel <n>",
  description: "resource operations under way at once (default: 16)",
  parse: positiveInteger,
};
const excludeProtected: Flag = {
  flags: "--exclude-protected",
  description: "leave protected resources, and what they need, where they are",
};
const expectNoChanges: Flag = { flags: "--expect-no-changes", description: "fail if anything is to change" };
const showSecrets: Flag = { flags: "--show-secrets", description: "print secrets in plain text" };
const shell: Flag = { flags: "--shell", description: "print assignments for a shell" };

export const commands: readonly CommandRow[] = [
  {
    name: "preview",
    summary: "show what an up would change, without changing anything",
    flags: [stack, config, diff, eventJson, policyPack, parallel, expectNoChanges, cwd],
    load: () => (require("./commands/preview") as typeof import("./commands/preview")).preview,
  },
  {
    name: "up",
    summary: "bring the stack's resources up on the local cloud",
    flags: [stack, yes, config, diff, eventJson, policyPack, parallel, cwd],
    load: () => (require("./commands/up") as typeof import("./commands/up")).up,
  },
  {
    name: "destroy",
    summary: "delete the stack's resources from the local cloud",
    flags: [stack, yes, excludeProtected, diff, eventJson, parallel, cwd],
    load: () => (require("./commands/destroy") as typeof import("./commands/destroy")).destroy,
  },
  {
    name: "outputs",
    arguments: "[name]",
    summary: "print the stack's outputs, or one of them",
    flags: [stack, json, shell, showSecrets, cwd],
    load: () => (require("./commands/outputs") as typeof import("./commands/outputs")).outputs,
  },
  {
    name: "stacks",
    summary: "list the project's stacks",
    flags: [json, cwd],
    load: () => (require("./commands/stacks") as typeof import("./commands/stacks")).stacks,
  },
];

function collect(text: string, previous: string[] = []): string[] {
  return [...previous, text];
}

function positiveInteger(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1.");
}
