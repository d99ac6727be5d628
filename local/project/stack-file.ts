/** Pulumi.<stack>.yaml: which stacks there are, and what one of them sets. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { nearestName } from "../nearest-name";
import { fullKey } from "./declaration";
import { ProjectError } from "./errors";
import type { Project } from "./project-file";
import { YamlFile, type YamlPath } from "./yaml-file";

/** A stack's own settings, values as written: plain YAML, where `{secure: …}` stands for an encrypted text. */
export interface StackFile {
  stack: string;
  /** Path as it is shown to people. */
  shown: string;
  secretsProvider: string | undefined;
  encryptionSalt: string | undefined;
  /** Full key → value. */
  config: Map<string, unknown>;
  file: YamlFile;
  /** Where a key's value stands in the file. */
  pathOf(key: string): YamlPath;
}

const stackFileName = /^Pulumi\.(.+)\.ya?ml$/;

const stackSchema = z
  .strictObject(
    {
      secretsprovider: z.string().nullish(),
      encryptedkey: z.string().nullish(),
      encryptionsalt: z.string().nullish(),
      config: z.record(z.string(), z.unknown()).nullish(),
      environment: z
        .undefined({ error: "Pulumi ESC environments are not read here: write their values into config" })
        .optional(),
    },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? `unknown key ${issue.keys?.join(", ")}: a stack file has config, secretsprovider, encryptionsalt, encryptedkey`
          : undefined,
    },
  )
  .nullable();

/** The stacks of a project: one for each stack file. */
export function stackNames(project: Project): string[] {
  return readdirSync(project.stackDirectory)
    .flatMap((name) => stackFileName.exec(name)?.[1] ?? [])
    .sort();
}

export function readStackFile(project: Project, stack: string): StackFile {
  const name = readdirSync(project.stackDirectory).find((entry) => stackFileName.exec(entry)?.[1] === stack);
  if (!name) throw unknownStack(project, stack);
  const file = new YamlFile(join(project.stackDirectory, name));
  const parsed = file.checked(stackSchema) ?? {};
  const written = new Map<string, string>();
  const mistakes = [];
  for (const key of Object.keys(parsed.config ?? {})) {
    const full = fullKey(project.name, key);
    const other = full && written.get(full);
    if (!full) mistakes.push(file.mistake(["config", key], "is not a configuration key: write namespace:name"));
    else if (other) mistakes.push(file.mistake(["config", key], `is the same key as ${other}: keep one`));
    else written.set(full, key);
  }
  file.refuse(mistakes);
  return {
    stack,
    shown: file.shown,
    secretsProvider: parsed.secretsprovider ?? undefined,
    encryptionSalt: parsed.encryptionsalt ?? undefined,
    config: new Map([...written].map(([full, key]) => [full, parsed.config?.[key]])),
    file,
    pathOf: (key) => ["config", written.get(key) ?? key],
  };
}

function unknownStack(project: Project, stack: string): ProjectError {
  const known = stackNames(project);
  const meant = nearestName(stack, known);
  const remedy =
    known.length > 0
      ? `${meant ? `did you mean ${meant}? The` : "the"} stacks are ${known.join(", ")}`
      : "there are none yet (a stack is a file Pulumi.<stack>.yaml beside Pulumi.yaml)";
  return new ProjectError(`project ${project.name} has no stack ${JSON.stringify(stack)}: ${remedy}`);
}
