/** A program of the corpus, run on the real engine with the same cloud served to it. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { decodeDeployment, type Snapshot } from "../../../local/engine";
import type { EngineEvent } from "../../../local/events";
import { PassphraseCrypter } from "../../../local/project";
import { serveCloud } from "../../../local/serve";
import { servedEnvironment } from "../../../local/serve/environment";
import { ConformanceCloud } from "./cloud";
import { entryPoint } from "./entry-point";
import { type NormalResult, normalResult } from "./normal";
import type { ConformanceProgram, Step } from "./program";
import { longUrn, project, stack } from "./urns";

const repository = resolve(__dirname, "../../..");
const passphrase = "conformance";

export interface Recorded {
  steps: NormalResult[];
  /** What each step told on standard output, as `--json` does. */
  told: EngineEvent[][];
}

export async function runReal(name: string, { steps }: ConformanceProgram): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-conformance-"));
  const cloud = new ConformanceCloud();
  const served = await serveCloud(cloud, ["fake"], join(folder, "mark"));
  try {
    const real = new RealStack(folder, name, served.providers);
    await real.pulumi("stack", "init", stack);
    const recorded: Recorded = { steps: [], told: [] };
    let variant = "";
    for (const step of steps) {
      variant = step.variant ?? variant;
      cloud.prepare(step);
      real.editState(step);
      const before = await real.snapshot();
      const { succeeded, events, told } = await real.operate(step, variant);
      recorded.steps.push(normalResult({ succeeded, events, before, after: await real.snapshot(), cloud }));
      recorded.told.push(told);
    }
    return recorded;
  } finally {
    served.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A project of its own, with a state of its own. */
class RealStack {
  readonly #environment: NodeJS.ProcessEnv;
  /** The file of the state. */
  readonly #state: string;
  #crypter: PassphraseCrypter | undefined;

  constructor(
    private readonly folder: string,
    name: string,
    providers: string,
  ) {
    const backend = join(folder, "backend");
    this.#state = join(backend, ".pulumi", "stacks", project, `${stack}.json`);
    mkdirSync(backend);
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), "{}");
    writeFileSync(join(folder, "Pulumi.yaml"), projectFile);
    writeFileSync(join(folder, "index.js"), entryPoint(name));
    this.#environment = {
      ...servedEnvironment(process.env, { providers, backend, passphrase: "" }),
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_DEBUG_COMMANDS: "true", // brings --event-log
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true", // a preview tells events too, and no digest of them
    };
  }

  /** `events`: with those of the engine's own bookkeeping, which `--json` (`told`) leaves out. */
  async operate(step: Step, variant: string) {
    const log = join(this.folder, "events.json");
    rmSync(log, { force: true });
    const always = ["--stack", stack, "--json", "--event-log", log];
    const { status, out, output } = await this.pulumi(...argumentsOf(step, variant), ...always);
    const events = eventsIn(contentsOf(log));
    if (events.length === 0) throw new Error(`pulumi told of nothing:\n${output}`);
    return { succeeded: status === 0, events, told: eventsIn(out) };
  }

  editState({ editState }: Step): void {
    if (!editState) return;
    const { checkpoint, ...rest } = JSON.parse(readFileSync(this.#state, "utf8"));
    const edited = { ...rest, checkpoint: { ...checkpoint, latest: editState(checkpoint.latest) } };
    writeFileSync(this.#state, JSON.stringify(edited));
  }

  async snapshot(): Promise<Snapshot> {
    const { version, features, checkpoint } = JSON.parse(readFileSync(this.#state, "utf8"));
    const deployment = checkpoint.latest ?? {};
    const salt = deployment.secrets_providers?.state?.salt;
    if (salt) this.#crypter ??= await PassphraseCrypter.open(passphrase, salt);
    return decodeDeployment({ version, features, deployment }, this.#crypter as PassphraseCrypter);
  }

  pulumi(...args: string[]): Promise<{ status: number | null; out: string; output: string }> {
    const child = spawn("pulumi", [...args, "--non-interactive"], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let output = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    return new Promise((ended, failed) => {
      child.once("error", failed);
      child.once("close", (status) => ended({ status, out, output }));
    });
  }
}

const projectFile = `name: ${project}
runtime: {name: nodejs, options: {typescript: false, nodeargs: --require tsx/cjs}}
`;

function argumentsOf(step: Step, variant: string): string[] {
  const { operation, targets = [], replace = [] } = step;
  const runsProgram = operation === "preview" || operation === "up";
  return [
    operation,
    ...(operation === "preview" || step.previewOnly ? [] : ["--yes", "--skip-preview"]),
    ...(runsProgram ? ["--config", `variant=${variant}`] : []),
    ...targets.flatMap((urn) => ["--target", longUrn(urn)]),
    ...(step.targetDependents ? ["--target-dependents"] : []),
    ...replace.flatMap((urn) => ["--replace", longUrn(urn)]),
    ...(step.excludeProtected ? ["--exclude-protected"] : []),
    ...(step.previewOnly ? ["--preview-only"] : []),
  ];
}

function eventsIn(text: string): EngineEvent[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function contentsOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
