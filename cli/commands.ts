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
  policyPackConfig?: string[];
  sarif?: string;
  markdown?: string;
  kind?: string;
  parallel?: number;
  excludeProtected?: boolean;
  emptyBuckets?: boolean;
  expectNoChanges?: boolean;
  showSecrets?: boolean;
  shell?: boolean;
  target?: string[];
  targetDependents?: boolean;
  replace?: string[];
  importPendingCreates?: string[];
  clearPendingCreates?: boolean;
  fault?: string[];
  file?: string;
  against?: string;
  force?: boolean;
  port?: number;
  served?: boolean;
}

/** Answers with the exit code. */
export type CommandAction = (input: CommandInput) => Promise<number>;

export interface CommandRow {
  /** One word, or two where the first is a group: `state export`. */
  name: string;
  /** As commander writes them: `<needed>`, `[optional]`, `<many...>`. */
  arguments?: string;
  /** Flags after the first argument are that command's, not ours; with or without `--` before it. */
  passThrough?: boolean;
  summary: string;
  flags: readonly Flag[];
  /** By `require`: a dynamic `import()` goes around the launcher, which has taught TypeScript to CommonJS alone. */
  load: () => CommandAction;
}

const stack: Flag = {
  flags: "-s, --stack <name>",
  description: "the stack (needed where a project has several)",
  parse: once(String),
};
const cwd: Flag = { flags: "-C, --cwd <dir>", description: "run as if started in this folder", parse: once(String) };
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
const policyPackConfig: Flag = {
  flags: "--policy-pack-config <file>",
  description: "levels and exceptions of the pack's policies, as JSON (repeatable, one for each pack in order)",
  parse: collect,
};
const sarif: Flag = {
  flags: "--sarif <file>",
  description: "write what the policy packs say for code scanning, as SARIF 2.1.0",
  parse: once(String),
};
const markdown: Flag = {
  flags: "--markdown <file>",
  description: "write what a reviewer has to know for a comment on a pull request, as Markdown",
  parse: once(String),
};
const kind: Flag = {
  flags: "--kind <kind>",
  description:
    "judge as in an environment of this kind: developer, staging or production (default: that of the stack's config; of a " +
    "file production)",
  parse: once(kindOf),
};
const parallel: Flag = {
  flags: "-p, --parallel <n>",
  description: "resource operations under way at once (default: 16)",
  parse: once(positiveInteger),
};
const port: Flag = {
  flags: "--port <n>",
  description: "the first port to listen to; the others follow it (default: 8080; 0: any that are free)",
  parse: once(portOf),
};
const excludeProtected: Flag = {
  flags: "--exclude-protected",
  description: "leave protected resources, and what they need, where they are",
};
const emptyBuckets: Flag = {
  flags: "--empty-buckets",
  description: "delete for good the objects in the buckets that go, before anything else and only if nothing refuses",
};
const expectNoChanges: Flag = { flags: "--expect-no-changes", description: "fail if anything is to change" };
const showSecrets: Flag = { flags: "--show-secrets", description: "print secrets in plain text" };
const shell: Flag = { flags: "--shell", description: "print assignments for a shell" };

const target: Flag = {
  flags: "-t, --target <urn>",
  description: "deal with this resource alone: a URN, with * or ** for parts of it, or a name (repeatable)",
  parse: collect,
};
const targetDependents: Flag = { flags: "--target-dependents", description: "deal with what needs a target, too" };
const replace: Flag = {
  flags: "--replace <urn>",
  description: "replace this resource although nothing about it has changed (repeatable)",
  parse: collect,
};
const importPendingCreates: Flag = {
  flags: "--import-pending-creates <urn-or-id>",
  description:
    "what an interrupted create has made: its URN, and, with the flag once more, its id in the cloud (repeatable)",
  parse: collect,
};
const clearPendingCreates: Flag = {
  flags: "--clear-pending-creates",
  description: "drop interrupted creates of which nobody can tell whether they made anything",
};
const fault: Flag = {
  flags: "--fault <what>",
  description:
    "rehearse a failure: OPERATION[:TYPE-or-NAME][#N]=once|always|kill|kill-after, as in create#3=once, " +
    "delete:gcp:pubsub/topic:Topic=always or update:registry=kill (repeatable)",
  parse: collect,
};
const file: Flag = {
  flags: "--file <path>",
  description: "read or write this file (default: standard input or output)",
  parse: once(String),
};

const savedFile: Flag = {
  flags: "--file <path>",
  description: "of this file, instead of a stack's state: a stack export, or what a preview with --json has written",
  parse: once(String),
};

const against: Flag = {
  flags: "--against <file>",
  description: "print what changes: a preview or a later export, to hold against the state (or against --file)",
  parse: once(String),
};

/** What the first words of two-word commands have in common. */
export const groups: Readonly<Record<string, string>> = {
  images: "what runs: the images in the stack's file",
  state: "look at the stack's state, and repair it",
  cloud: "the local cloud itself",
  policy: "have policy packs judge what stands",
};

export const commands: readonly CommandRow[] = [
  {
    name: "preview",
    summary: "show what an up would change, without changing anything",
    flags: [
      stack,
      config,
      diff,
      eventJson,
      policyPack,
      policyPackConfig,
      sarif,
      markdown,
      parallel,
      expectNoChanges,
      target,
      targetDependents,
      replace,
      cwd,
    ],
    load: () => (require("./commands/preview") as typeof import("./commands/preview")).preview,
  },
  {
    name: "up",
    summary: "bring the stack's resources up on the local cloud",
    flags: [
      stack,
      yes,
      config,
      diff,
      eventJson,
      policyPack,
      policyPackConfig,
      sarif,
      parallel,
      target,
      targetDependents,
      replace,
      fault,
      cwd,
    ],
    load: () => (require("./commands/up") as typeof import("./commands/up")).up,
  },
  {
    name: "refresh",
    summary: "take into the state what has changed in the local cloud",
    flags: [
      stack,
      yes,
      diff,
      eventJson,
      parallel,
      expectNoChanges,
      target,
      targetDependents,
      importPendingCreates,
      clearPendingCreates,
      fault,
      cwd,
    ],
    load: () => (require("./commands/refresh") as typeof import("./commands/refresh")).refresh,
  },
  {
    name: "destroy",
    summary: "delete the stack's resources from the local cloud",
    flags: [
      stack,
      yes,
      excludeProtected,
      emptyBuckets,
      diff,
      eventJson,
      parallel,
      target,
      targetDependents,
      fault,
      cwd,
    ],
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
    name: "dev",
    summary: "bring the stack up on the local cloud, and run its applications with it, until it is interrupted",
    flags: [stack, port, { flags: "--json", description: "print each line as JSON" }, cwd],
    load: () => (require("./commands/dev") as typeof import("./commands/dev")).dev,
  },
  {
    name: "env",
    arguments: "<workload>",
    summary: "print what a workload is given, without what is secret, as a .env file to run it on a laptop",
    flags: [stack, savedFile, cwd],
    load: () => (require("./commands/env") as typeof import("./commands/env")).env,
  },
  {
    name: "cost",
    summary: "print what the stack costs in a month in which nobody does anything, at list prices",
    flags: [stack, savedFile, json, cwd],
    load: () => (require("./commands/cost") as typeof import("./commands/cost")).cost,
  },
  {
    name: "callers",
    summary: "print who may do what in the stack and is none of its workloads: people, and workloads of other projects",
    flags: [stack, savedFile, against, json, cwd],
    load: () => (require("./commands/callers") as typeof import("./commands/callers")).callers,
  },
  {
    name: "roles",
    summary: "print what an account must be granted to preview or deploy the stack, from the types of its resources",
    flags: [stack, savedFile, json, cwd],
    load: () => (require("./commands/roles") as typeof import("./commands/roles")).roles,
  },
  {
    name: "policy analyze",
    summary: "judge the stack's state, an export or a plan, without running the program",
    flags: [stack, savedFile, kind, eventJson, policyPack, policyPackConfig, sarif, cwd],
    load: () => (require("./commands/policy/analyze") as typeof import("./commands/policy/analyze")).analyze,
  },
  {
    name: "images set",
    arguments: "<name=image...>",
    summary: "write new images, pinned by digest, into the stack's file, and leave the rest of it as it is",
    flags: [stack, cwd],
    load: () => (require("./commands/images/set") as typeof import("./commands/images/set")).setImagesOfStack,
  },
  {
    name: "stacks",
    summary: "list the project's stacks",
    flags: [json, cwd],
    load: () => (require("./commands/stacks") as typeof import("./commands/stacks")).stacks,
  },
  {
    name: "state list",
    summary: "print the resources of the state",
    flags: [stack, json, cwd],
    load: () => (require("./commands/state/list") as typeof import("./commands/state/list")).list,
  },
  {
    name: "state export",
    summary: "write the state as pulumi stack import takes it",
    flags: [stack, file, showSecrets, cwd],
    load: () => (require("./commands/state/export") as typeof import("./commands/state/export")).exportState,
  },
  {
    name: "state import",
    summary: "replace the state by one that pulumi stack export, or state export, has written",
    flags: [stack, yes, file, cwd],
    load: () => (require("./commands/state/import") as typeof import("./commands/state/import")).importState,
  },
  {
    name: "state delete",
    arguments: "<urn>",
    summary: "forget a resource; it stays in the cloud",
    flags: [stack, yes, targetDependents, { flags: "--force", description: "even where it is protected" }, cwd],
    load: () => (require("./commands/state/delete") as typeof import("./commands/state/delete")).deleteFromState,
  },
  {
    name: "state protect",
    arguments: "<urn>",
    summary: "keep a resource from being deleted",
    flags: [stack, cwd],
    load: () => (require("./commands/state/protect") as typeof import("./commands/state/protect")).protect,
  },
  {
    name: "state unprotect",
    arguments: "<urn>",
    summary: "let a protected resource be deleted",
    flags: [stack, cwd],
    load: () => (require("./commands/state/protect") as typeof import("./commands/state/protect")).unprotect,
  },
  {
    name: "cloud edit",
    arguments: "[id]",
    summary: "change by hand what is in the local cloud, as a person in the console would ($EDITOR)",
    flags: [stack, { flags: "--served", description: "the cloud that cloud serve serves" }, cwd],
    load: () => (require("./commands/cloud/edit") as typeof import("./commands/cloud/edit")).edit,
  },
  {
    name: "cloud serve",
    arguments: "<command...>",
    passThrough: true,
    summary: "run a command, such as pulumi up, with the local cloud as its providers",
    flags: [stack, cwd],
    load: () => (require("./commands/cloud/serve") as typeof import("./commands/cloud/serve")).serve,
  },
];

function collect(text: string, previous: string[] = []): string[] {
  return [...previous, text];
}

/** Of two values one would be passed over. */
function once<T>(parse: (text: string) => T): (text: string, previous: T | undefined) => T {
  return (text, previous) => {
    if (previous === undefined) return parse(text);
    throw new InvalidArgumentError(`It was ${JSON.stringify(previous)} before: give it once.`);
  };
}

const kinds = ["developer", "staging", "production"];

function kindOf(text: string): string {
  if (kinds.includes(text)) return text;
  throw new InvalidArgumentError(`It must be one of ${kinds.join(", ")}.`);
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("It must be a port, from 0 to 65535.");
}

function positiveInteger(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number from 1.");
}
