/**
 * Compiles the pack to one file: Pulumi type-checks a pack written in TypeScript at every run, which takes seconds.
 * Run by the repository's `prepare` script and by the tests, from any working directory.
 */
const { join } = require("node:path");
const { buildSync } = require("esbuild");

buildSync({
  absWorkingDir: __dirname,
  entryPoints: [join(__dirname, "index.ts")],
  outfile: join(__dirname, "dist/index.js"),
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["@pulumi/policy", "@pulumi/pulumi"],
  logLevel: "warning",
});
