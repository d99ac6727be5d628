import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AnalyzedResource } from "../../../local/analyzer";
import { startPolicyPack } from "../../../local/policy";
import type { PropertyMap } from "../../../local/values";
import { folder } from "../project/folder";

const modules = join(dirname(require.resolve("@pulumi/pulumi/package.json")), "../..");

/** A pack on disk: its JavaScript, and files that differ from those of a good one. */
export function packFolder(code: string, files: Record<string, string> = {}): string {
  const root = folder({
    "PulumiPolicy.yaml": "runtime: nodejs\n",
    "package.json": JSON.stringify({ name: "house", version: "1.2.3" }),
    "index.js": `const { PolicyPack } = require("@pulumi/policy");\n${code}`,
    ...files,
  });
  symlinkSync(modules, join(root, "node_modules"));
  return root;
}

export const start = (directory: string, values: Record<string, string> = {}) =>
  startPolicyPack(directory, { project: "shop", stack: "dev", dryRun: true, config: { values, secretKeys: [] } });

export function resource(
  name: string,
  properties: PropertyMap,
  more: Partial<AnalyzedResource> = {},
): AnalyzedResource {
  return {
    urn: `urn:pulumi:dev::shop::t:m:T::${name}`,
    type: "t:m:T",
    name,
    properties,
    options: {
      protect: false,
      ignoreChanges: [],
      deleteBeforeReplace: undefined,
      aliases: [],
      additionalSecretOutputs: [],
      customTimeouts: undefined,
      parent: "",
    },
    provider: undefined,
    parent: "",
    dependencies: [],
    propertyDependencies: {},
    ...more,
  };
}
