/**
 * `npm run catalogue -- [--schema FILE...]`: holds the catalogue against the installed SDKs, `package.json`, the components
 * and any schema given (`pulumi package get-schema gcp > FILE`); prints what differs and exits with 1 when anything does.
 * With `--draft TYPE`, prints a first version of that type's entry instead, from the schema or else from the SDK.
 */
import { parseArgs } from "node:util";
import { resourceTypes } from "../catalogue";
import { checkAgainst, checkMadeTypes, checkVersions } from "./check";
import { installedSdks } from "./declarations";
import { deviations } from "./deviations";
import { draft, printDraft } from "./draft";
import { NoSuchType } from "./errors";
import { readSchema } from "./schema-file";
import type { Source } from "./source-type";

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true, // `--schema a.json b.json`
    options: { schema: { type: "string", multiple: true }, draft: { type: "string" } },
  });
  const schemas = [...(values.schema ?? []), ...positionals].map(readSchema);
  const lines = values.draft === undefined ? check(schemas) : [drafted(values.draft, schemas)];
  for (const line of lines) console.log(line);
}

function check(schemas: readonly Source[]): string[] {
  const types = resourceTypes();
  const project = process.cwd();
  const differences = [
    ...checkVersions(project),
    ...checkMadeTypes(["components", "stacks"], types),
    ...[installedSdks, ...schemas].flatMap((source) => checkAgainst(source, types, deviations)),
  ];
  process.exitCode = differences.length > 0 ? 1 : 0;
  const count = differences.length === 1 ? "1 difference" : `${differences.length} differences`;
  return [...differences, `${types.length} types, ${count}`];
}

function drafted(token: string, schemas: readonly Source[]): string {
  for (const source of [...schemas, installedSdks]) {
    const type = source.type(token);
    if (type) return printDraft(draft(type));
  }
  throw new NoSuchType(token);
}

try {
  main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
