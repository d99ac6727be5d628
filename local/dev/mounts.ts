/** Files that a workload is given, in a folder of this machine: the variables that tell where they are are led there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Addresses } from "./addresses";
import type { Workload } from "./plan";
import type { Scope } from "./scope";

export function mountFiles(workloads: readonly Workload[], addresses: Addresses, scope: Scope): void {
  const files = workloads.flatMap(({ name, files }) => Object.entries(files).map((file) => [name, ...file] as const));
  if (files.length === 0) return;
  const place = mkdtempSync(join(tmpdir(), "flotilla-files-"));
  scope.atEnd(() => rmSync(place, { recursive: true, force: true }));
  for (const [name, path, content] of files) {
    const here = join(place, name, path);
    mkdirSync(dirname(here), { recursive: true });
    writeFileSync(here, content, { mode: 0o600 });
    addresses.lead(path, here);
  }
}
