/**
 * Compiles the pack to one file: Pulumi type-checks a pack written in TypeScript at every run, which takes seconds.
 * Run by the repository's `prepare` script and by the tests, from any working directory.
 */
const { renameSync } = require("node:fs");
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const built = join(__dirname, "dist/index.js");
const fresh = `${built}.${process.pid}`;

buildSync({
  absWorkingDir: __dirname,
  entryPoints: [join(__dirname, "index.ts")],
  outfile: fresh,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["@pulumi/policy", "@pulumi/pulumi"],
  logLevel: "warning",
});
// In one step: a run that loads the pack at this moment has the old one or the new one, whole.
renameSync(fresh, built);
