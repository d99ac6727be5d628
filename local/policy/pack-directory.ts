/** A policy pack on disk: whether it can be started at all. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { PolicyPackError } from "./errors";

const manifestName = "PulumiPolicy.yaml";

export function isPolicyPack(directory: string): boolean {
  return existsSync(join(directory, manifestName));
}

/** The pack's version where PulumiPolicy.yaml has one: it goes before the one in package.json, as in the real engine. */
export function checkPack(directory: string): { version: string | undefined } {
  const shown = relative(process.cwd(), directory) || ".";
  if (!isPolicyPack(directory)) throw new PolicyPackError(`${shown} is not a policy pack: it has no ${manifestName}`);
  const manifest = (read(shown, directory, manifestName, parse) ?? {}) as {
    runtime?: string | { name?: string };
    main?: string;
    version?: string;
  };
  const runtime = typeof manifest.runtime === "string" ? manifest.runtime : manifest.runtime?.name;
  if (runtime !== "nodejs")
    throw new PolicyPackError(`${join(shown, manifestName)}: runtime must be nodejs, is ${JSON.stringify(runtime)}`);
  if (manifest.main !== undefined)
    throw new PolicyPackError(
      `${join(shown, manifestName)}: main is not read by Pulumi: name the pack's file in ${join(shown, "package.json")}`,
    );
  checkEntry(shown, directory);
  return { version: manifest.version };
}

function checkEntry(shown: string, directory: string): void {
  const { main = "index", version } = read(shown, directory, "package.json", JSON.parse) as {
    main?: string;
    version?: string;
  };
  if (!version)
    throw new PolicyPackError(`${join(shown, "package.json")}: version is missing, and a policy pack needs one`);
  const candidates = ["", ".js", ".ts", "/index.js", "/index.ts"].map((ending) => join(directory, `${main}${ending}`));
  if (candidates.some((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile())) return;
  throw new PolicyPackError(
    `policy pack ${shown}: ${join(shown, main)} (main in its package.json) does not exist: build it with \`npm run prepare\``,
  );
}

function read(shown: string, directory: string, name: string, parser: (text: string) => unknown): unknown {
  try {
    return parser(readFileSync(join(directory, name), "utf8"));
  } catch (error) {
    throw new PolicyPackError(`policy pack ${shown}: ${name} cannot be read: ${(error as Error).message}`);
  }
}
