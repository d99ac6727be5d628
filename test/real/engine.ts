import { spawnSync } from "node:child_process";

/** Why the real engine cannot be tried on this machine; nothing where it can. Plugins and accounts are not needed. */
export function missing(): string | undefined {
  for (const program of ["pulumi", "pulumi-language-nodejs"])
    if (spawnSync(program, ["--help"]).error) return `there is no ${program} on PATH`;
  return undefined;
}

/** For a suite's `before`. */
export function skipWithoutEngine(suite: Mocha.Context): void {
  const reason = missing();
  if (reason === undefined) return;
  console.log(`    skipped: ${reason}`);
  suite.skip();
}
