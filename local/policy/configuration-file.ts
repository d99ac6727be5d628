/** A configuration file as `--policy-pack-config` names it: policy, or "all" → level, or level and properties. */
import { readFileSync } from "node:fs";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { z } from "zod";
import { PolicyPackError } from "./errors";

/** What a file says of a policy, or of "all". */
export interface Configured {
  level?: EnforcementLevel;
  properties: Record<string, unknown>;
}

const levels = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  remediate: EnforcementLevel.REMEDIATE,
  disabled: EnforcementLevel.DISABLED,
} as const;

const level = z.enum(Object.keys(levels) as (keyof typeof levels)[]);
const format = z.record(z.string(), z.union([level, z.looseObject({ enforcementLevel: level.optional() })]));

/** @throws {PolicyPackError} naming every mistake in the file */
export function readConfiguration(file: string): Map<string, Configured> {
  const parsed = format.safeParse(json(file), {
    error: () => `neither a level (${Object.keys(levels).join(", ")}) nor an object`,
  });
  if (!parsed.success)
    throw new PolicyPackError(
      `${file}: ${parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the whole"}: ${message}`).join("; ")}`,
    );
  return new Map(
    Object.entries(parsed.data).map(([policy, said]) => {
      if (typeof said === "string") return [policy, { level: levels[said], properties: {} }];
      const { enforcementLevel, ...properties } = said;
      return [policy, { ...(enforcementLevel && { level: levels[enforcementLevel] }), properties }];
    }),
  );
}

function json(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new PolicyPackError(`the policy pack's configuration cannot be read: ${(error as Error).message}`);
  }
  try {
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch (error) {
    throw new PolicyPackError(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** What is wrong with a policy's properties by the schema that the pack declares, each with its path. */
export function propertyMistakes(schema: object, properties: Record<string, unknown>): string[] {
  const result = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(properties);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${written(path)}: ${message}`);
}

const written = (path: readonly PropertyKey[]) =>
  path
    .map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? String(step) : `.${String(step)}`))
    .join("");
