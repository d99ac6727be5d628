/** The workflows of this repository and the templates for its users, as GitHub's own parser reads them. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";

export const root = join(__dirname, "..", "..");

/** Where workflows stand. */
const folders = [".github/workflows", "templates/github"];

export interface Step {
  name?: string;
  uses?: string;
  run?: string;
  if?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

export interface Job {
  permissions?: Record<string, string> | string;
  "timeout-minutes"?: number;
  environment?: unknown;
  needs?: string | string[];
  uses?: string;
  steps?: Step[];
}

export interface Workflow {
  file: string;
  text: string;
  on: Record<string, unknown>;
  permissions?: unknown;
  defaults?: unknown;
  jobs: Record<string, Job>;
}

export function workflows(): Workflow[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith(".yml"))
      .map((name) => {
        const file = `${folder}/${name}`;
        const text = readFileSync(join(root, file), "utf8");
        return { ...(parse(text) as Omit<Workflow, "file" | "text">), file, text };
      }),
  );
}

export function stepsOf({ jobs }: Workflow): Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

interface Service {
  validate(document: unknown): Promise<{ range: { start: { line: number } }; message: string }[]>;
  TextDocument: { create(uri: string, language: string, version: number, text: string): unknown };
}

/** GitHub's language service, which is written for bundlers: Node itself does not load it. */
async function languageService(): Promise<Service> {
  const contents = `
    export { validate } from "@actions/languageservice";
    export { TextDocument } from "vscode-languageserver-textdocument";`;
  const options = { bundle: true, format: "cjs", platform: "node", write: false, logLevel: "error" } as const;
  const { outputFiles } = await build({ stdin: { contents, resolveDir: root }, ...options });
  const module = { exports: {} as Service };
  new Function("module", "exports", "require", outputFiles[0]?.text ?? "")(
    module,
    module.exports,
    createRequire(__filename),
  );
  return module.exports;
}

/** Tells what is wrong with a workflow's text, as `LINE: what`. */
export async function workflowLinter(): Promise<(text: string) => Promise<string[]>> {
  const { validate, TextDocument } = await languageService();
  let count = 0; // it remembers what it has read by its address
  return async (text) => {
    const document = TextDocument.create(`file:///.github/workflows/${++count}.yml`, "yaml", 1, text);
    return (await validate(document)).map(({ range, message }) => `${range.start.line + 1}: ${message}`);
  };
}
