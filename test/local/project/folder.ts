import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const base = mkdtempSync(join(tmpdir(), "flotilla-test-"));
process.on("exit", () => rmSync(base, { recursive: true, force: true }));

/** A folder with these files, gone when the tests are. */
export function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(base, "f-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return root;
}

/** The smallest Pulumi.yaml that is accepted, with more of it below. */
export function pulumiYaml(more = ""): string {
  return `name: shop\nruntime:\n  name: nodejs\n  options: {typescript: false}\n${more}`;
}
