/**
 * Publishes the schema of the outputs in `published.json`, a JSON Schema for readers in any language: `npm run
 * outputs:publish`, when an output is added. A test holds the declared outputs against it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type JsonSchema, refusedOutputChanges } from "./changes";
import { environmentOutputs } from "./schema";

const file = join(__dirname, "published.json");

export function publishedOutputs(): JsonSchema {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** As readers take them: what is not known may be there, too. */
export function declaredOutputs(): JsonSchema {
  return z.toJSONSchema(environmentOutputs, { io: "input" }) as JsonSchema;
}

if (require.main === module) {
  const refused = refusedOutputChanges(publishedOutputs(), declaredOutputs());
  for (const problem of refused) process.stderr.write(`${problem}\n`);
  if (refused.length > 0) process.exitCode = 1;
  else writeFileSync(file, `${JSON.stringify(declaredOutputs(), null, 2)}\n`);
}
