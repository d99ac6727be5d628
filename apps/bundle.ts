import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** The applications: folders with a `main.ts`. */
export const applications: readonly string[] = readdirSync(__dirname).filter((name) =>
  existsSync(join(__dirname, name, "main.ts")),
);

/** Bundles applications, each into one file that needs no packages beside it: `NAME/main.js` in a folder. */
export function bundle(folder: string, names = applications): void {
  buildSync({
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/main`, join(__dirname, name, "main.ts")])),
    outdir: folder,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: true,
    external: ["pg-native"], // pg's other driver, which is used where it is installed
    logLevel: "warning",
  });
  // Read as files, when iam is started to migrate.
  if (names.includes("iam"))
    cpSync(join(__dirname, "iam", "migrations"), join(folder, "iam", "migrations"), { recursive: true });
}
