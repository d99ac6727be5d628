import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { folder, pulumiYaml } from "../local/project/folder";

/** A project on disk with a program in JavaScript, and stacks `dev` and `prod`. */
export function project(program: string, files: Record<string, string> = {}): string {
  const root = folder({
    "Pulumi.yaml": pulumiYaml(),
    "Pulumi.dev.yaml": "config: {owner: ada}\n",
    "Pulumi.prod.yaml": "",
    "index.js": program,
    ...files,
  });
  symlinkSync(join(dirname(require.resolve("@pulumi/pulumi/package.json")), "../.."), join(root, "node_modules"));
  return root;
}
