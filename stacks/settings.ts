import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import {
  type EnvironmentArgs,
  environmentMistakes,
  imageMistakes,
  imageRules,
  kindDefaults,
  kinds,
  type Mistake,
} from "../components";

/** The services of the platform; each has an image. */
export const services = ["audit", "iam", "notifier", "push", "registry", "tokens"] as const;
export type ServiceName = (typeof services)[number];

/** Images that are not ours, and run beside the services: what makes the roles in a database. */
const tools = ["psql", "sqlProxy"] as const;

/** Secrets that a person adds; the number of a version is told once it is there. */
const addedSecrets = ["signIn"] as const;

export interface Settings {
  environment: EnvironmentArgs;
  images: Readonly<Record<ServiceName | (typeof tools)[number], string>>;
  /** Groups that may read the recorded events. */
  readers: readonly `group:${string}`[];
  secretVersions: Readonly<Partial<Record<(typeof addedSecrets)[number], number>>>;
}

/** The keys of a stack's config and the form of each; what a value must be is checked by the components. */
const fields = {
  kind: z.string(),
  owner: z.string().optional(),
  project: z.string(),
  projectNumber: z.string(),
  home: z.string(),
  regions: list(z.string()),
  servingRegions: list(z.string()).optional(),
  retiredRegions: list(z.string()).optional(),
  existingNetwork: json(z.strictObject({ name: z.string(), subnets: z.record(z.string(), z.string()) })).optional(),
  admission: json(z.strictObject({ from: z.array(z.string()), mode: z.string().optional() })).optional(),
  domain: z.string(),
  cloudflareZone: z.string(),
  cloudflareAccount: z.string(),
  visitors: list(z.string()).optional(),
  alerts: list(z.string()),
  deletionProtection: z.string(),
  awake: z.enum(["true", "false"]),
  instanceBudget: z.string().regex(/^\d+$/, "is not a whole number").transform(Number).optional(),
  readers: list(z.string()),
  secretVersions: json(
    z.strictObject(Object.fromEntries(addedSecrets.map((name) => [name, z.int().min(1).optional()]))),
  ),
  images: json(z.strictObject(Object.fromEntries([...services, ...tools].map((image) => [image, z.string()])))),
} as const;

/**
 * The settings of the stack that is being run.
 * @throws {pulumi.RunError} naming every mistake in the config, before any resource is registered
 */
export function readSettings(): Settings {
  const { values, mistakes } = readFields(configOf(pulumi.getProject()));
  const { images = {}, secretVersions = {}, readers = [], awake, ...rest } = values;
  const environment = { ...rest, awake: awake === "true" };
  const wrong = new Set(mistakes.map(({ propertyPath }) => propertyPath));
  mistakes.push(...environmentMistakes(environment).filter(({ propertyPath }) => !wrong.has(rootOf(propertyPath))));
  const kind = kinds.find((known) => known === environment.kind);
  const rules = kind === undefined ? { byDigest: false } : imageRules(kindDefaults[kind], environment.admission);
  for (const [name, image] of Object.entries(images)) mistakes.push(...imageMistakes(`images.${name}`, image, rules));
  if (mistakes.length > 0) throw new pulumi.RunError(complaint(mistakes));
  return { environment: environment as EnvironmentArgs, images: images as Settings["images"], secretVersions, readers };
}

type Values = Partial<Omit<EnvironmentArgs, "awake">> & {
  images?: Record<string, string>;
  readers?: Settings["readers"];
  secretVersions?: Settings["secretVersions"];
  awake?: string;
};

function readFields(config: Readonly<Record<string, string>>): { values: Values; mistakes: Mistake[] } {
  const mistakes: Mistake[] = [];
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(config))
    if (!Object.hasOwn(fields, key))
      mistakes.push({ propertyPath: key, reason: `is not a setting; there are ${Object.keys(fields).join(", ")}` });
  for (const [key, field] of Object.entries(fields)) {
    const parsed = field.safeParse(config[key]);
    if (parsed.success) values[key] = parsed.data;
    else
      for (const { path, message } of parsed.error.issues) {
        const value = valueAt(config[key], path);
        const reason = value === undefined ? "is missing" : `${JSON.stringify(value)}: ${message}`;
        mistakes.push({ propertyPath: [key, ...path].join("."), reason });
      }
  }
  return { values: values as Values, mistakes };
}

/** What stands at a path in a setting; paths lead into settings that are JSON alone. */
function valueAt(text: string | undefined, path: readonly PropertyKey[]): unknown {
  if (text === undefined || path.length === 0) return text;
  return path.reduce(
    (value: unknown, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    JSON.parse(text),
  );
}

/** The config in the project's own namespace, without the namespace. */
function configOf(project: string): Record<string, string> {
  const prefix = `${project}:`;
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), String(value)]),
  );
}

/** Lists and objects come as JSON. */
function json<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue("is neither a list nor a map");
        return z.NEVER;
      }
    })
    .pipe(schema);
}

function list<T extends z.ZodType>(item: T) {
  return json(z.array(item));
}

const rootOf = (propertyPath: string) => propertyPath.split(/[.[]/)[0] ?? "";

function complaint(mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
  const lines = mistakes.map(({ propertyPath, reason }) => `  ${pulumi.getProject()}:${propertyPath}: ${reason}`);
  return `the config of stack ${pulumi.getStack()} has ${count}:\n${lines.join("\n")}`;
}
