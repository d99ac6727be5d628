/** Bundles each application, a folder with a `main.ts`, into one file that needs no packages beside it: `apps/dist/NAME.js`. */
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const dist = join(__dirname, "dist");
const names = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, "main.ts")));

rmSync(dist, { recursive: true, force: true });
buildSync({
  entryPoints: Object.fromEntries(names.map((name) => [name, join(__dirname, name, "main.ts")])),
  outdir: dist,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  sourcemap: true,
  external: ["pg-native"], // pg's other driver, which is used where it is installed
  logLevel: "warning",
});
// Read as files, when iam is started to migrate.
cpSync(join(__dirname, "iam", "migrations"), join(dist, "migrations"), { recursive: true });
