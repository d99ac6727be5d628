/** Pulumi.yaml: found, read and checked. */
import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { type ConfigDeclaration, declarationMistakes, declarationSchema, fullKey, longhand } from "./declaration";
import { ProjectError } from "./errors";
import { splitArguments } from "./split-arguments";
import { isMap, YamlFile } from "./yaml-file";

/** A Pulumi project on disk. */
export interface Project {
  name: string;
  /** Where Pulumi.yaml stands. */
  root: string;
  /** Where the `Pulumi.<stack>.yaml` files stand. */
  stackDirectory: string;
  program: { directory: string; entryPoint: string; nodeArgs: string[] };
  declarations: ConfigDeclaration[];
}

const names = ["Pulumi.yaml", "Pulumi.yml"];

const options = z.strictObject(
  {
    typescript: z.literal(false, {
      error:
        "must be false: a program is not type-checked when it runs (load TypeScript with nodeargs: --require tsx/cjs)",
    }),
    nodeargs: z.string().optional(),
    packagemanager: z.string().optional(),
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `${issue.keys?.join(", ")}: not supported here` : undefined,
  },
);

const text = z.string().nullish();

/** Keys of the real schema that mean nothing to a local run (description, backend, packages, …) pass unread. */
const projectSchema = z.looseObject({
  name: z
    .string({ error: "must name the project" })
    .regex(/^[A-Za-z0-9_.-]+$/, { error: "may hold letters, digits, hyphens, underscores and periods" }),
  runtime: z.preprocess(
    (runtime) => (typeof runtime === "string" ? { name: runtime, options: {} } : runtime),
    z.strictObject({
      name: z.literal("nodejs", { error: (issue) => `must be nodejs, is ${JSON.stringify(issue.input)}` }),
      options,
    }),
  ),
  main: text,
  stackConfigDir: text,
  config: z.record(z.string(), declarationSchema).nullish(),
  options: z
    .strictObject({
      refresh: z.undefined({ error: "is not supported here: remove it, or refresh with the real Pulumi" }).optional(),
    })
    .nullish(),
});

/** The project that a directory belongs to: the nearest Pulumi.yaml at or above it. */
export function findProject(from: string): Project {
  for (let directory = resolve(from); ; directory = dirname(directory)) {
    const file = names.map((name) => join(directory, name)).find((candidate) => existsSync(candidate));
    if (file) return readProject(file);
    if (directory === dirname(directory)) break;
  }
  throw new ProjectError(
    `no Pulumi.yaml in ${resolve(from)} or in any folder above it: go to a Pulumi project, or name its folder with --cwd`,
  );
}

function readProject(path: string): Project {
  const file = new YamlFile(path);
  const content = file.content();
  if (!isMap(content)) file.refuse([file.mistake([], "must hold a map with name and runtime")]);
  const parsed = file.checked(projectSchema, withLonghand(content as Record<string, unknown>));
  const root = dirname(path);
  return {
    name: parsed.name,
    root,
    stackDirectory: join(root, parsed.stackConfigDir ?? "."),
    program: {
      ...programAt(file, root, parsed.main ?? "."),
      nodeArgs: splitArguments(parsed.runtime.options.nodeargs ?? ""),
    },
    declarations: declarationsOf(file, parsed.name, parsed.config ?? {}),
  };
}

/** The deprecated `config: <directory>` and the short form of declarations, rewritten as Pulumi does. */
function withLonghand(content: Record<string, unknown>): Record<string, unknown> {
  const { name, config } = content;
  if (typeof config === "string") return { stackConfigDir: config, ...content, config: undefined };
  if (typeof name !== "string" || !isMap(config)) return content;
  const declarations = Object.entries(config).map(([key, declared]) => [key, longhand(name, key, declared)]);
  return { ...content, config: Object.fromEntries(declarations) };
}

function declarationsOf(
  file: YamlFile,
  project: string,
  config: Record<string, z.infer<typeof declarationSchema>>,
): ConfigDeclaration[] {
  const mistakes = [];
  const declarations: ConfigDeclaration[] = [];
  for (const [written, declared] of Object.entries(config)) {
    const key = fullKey(project, written);
    if (!key || /[.[]/.test(written)) {
      const remedy = "write name or namespace:name (paths into a value are not supported)";
      mistakes.push(file.mistake(["config", written], `is not a configuration key: ${remedy}`));
      continue;
    }
    const declaration = { ...declared, key };
    declarations.push(declaration);
    for (const message of declarationMistakes(project, declaration))
      mistakes.push(file.mistake(["config", written], message));
  }
  file.refuse(mistakes);
  return declarations;
}

/** The working directory and entry point of the program, from `main`: a file, or a directory with a package. */
function programAt(file: YamlFile, root: string, main: string): { directory: string; entryPoint: string } {
  const path = resolve(root, main);
  if (!existsSync(path)) file.refuse([file.mistake(["main"], `${main} does not exist`)]);
  if (statSync(path).isDirectory()) return { directory: path, entryPoint: "." };
  return { directory: dirname(path), entryPoint: basename(path) };
}
