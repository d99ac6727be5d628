/** A copy of the project, for two engines that each bring it up on a cloud of their own. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { root } from "./stack";

const parts = ["components", "contract", "stacks", "policy", "loader", "Pulumi.yaml", "package.json", "tsconfig.json"];
const flotilla = join(root, "cli", "flotilla.js");

export interface Ended {
  status: number | null;
  out: string;
  /** All that was written. */
  output: string;
}

export class ProjectCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "flotilla-real-"));
  readonly #environment: NodeJS.ProcessEnv;

  /** The stack file is a copy too: `stack init` writes to it. */
  constructor(
    readonly stack: string,
    environment: NodeJS.ProcessEnv = {},
  ) {
    for (const part of parts) cpSync(join(root, part), join(this.folder, part), { recursive: true });
    cpSync(join(root, `Pulumi.${stack}.yaml`), this.#stackFile);
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"));
    this.#environment = {
      ...process.env,
      NO_COLOR: "1",
      PULUMI_CONFIG_PASSPHRASE: "kept by nobody",
      PULUMI_DEBUG_COMMANDS: "true", // brings --event-log
      ...environment,
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Our engine. */
  flotilla(...args: string[]): Promise<Ended> {
    return this.#run(flotilla, ...args);
  }

  /** The real engine, on the served cloud. */
  pulumi(...args: string[]): Promise<Ended> {
    return this.flotilla("cloud", "serve", "--stack", this.stack, "--", "pulumi", ...args, "--non-interactive");
  }

  get #stackFile(): string {
    return join(this.folder, `Pulumi.${this.stack}.yaml`);
  }

  /** Changes settings of the stack, for both engines. */
  configure(settings: Record<string, unknown>): void {
    const file = parse(readFileSync(this.#stackFile, "utf8"));
    const changed = Object.entries(settings).map(([key, value]) => [`flotilla:${key}`, value]);
    writeFileSync(this.#stackFile, stringify({ ...file, config: { ...file.config, ...Object.fromEntries(changed) } }));
  }

  #run(script: string, ...args: string[]): Promise<Ended> {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let output = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    return new Promise((ended, failed) => {
      child.once("error", failed);
      child.once("close", (status) => ended({ status, out, output }));
    });
  }
}
