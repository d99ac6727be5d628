/** All applications as they run in their images, each a process of its own that can be killed, and what they reach. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bundle } from "../../apps/bundle";
import { freePort, type StandIn } from "../../local/stand-ins/listening";
import { logsOf } from "./app";
import { type Backends, startBackends } from "./backends";
import { type Application, startApplication, untilReady } from "./bundled";
import { type Kms, startKms } from "./kms";
import { startMetadata } from "./metadata";

export const applications = ["audit", "iam", "notifier", "push", "registry", "tokens"] as const;
export type ApplicationName = (typeof applications)[number];

/** Public hosts, as tokens name them. */
export const hosts = { push: "push.example.dev", registry: "registry.example.dev" } as const;

export interface ApplicationsOptions {
  /** By which they find Pub/Sub, and their topics there. */
  messages: Readonly<Record<string, string>>;
  /** A line that one of them writes. */
  heard: (from: ApplicationName, line: string) => void;
}

export class Applications {
  readonly #running = new Map<ApplicationName, Application>();

  private constructor(
    private readonly folder: string,
    readonly backends: Backends,
    private readonly standIns: readonly StandIn[],
    private readonly ports: Readonly<Record<string, number>>,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly heard: ApplicationsOptions["heard"],
  ) {}

  /** Nothing runs yet: whose events are pushed to one of them has to be told its address first. */
  static async prepare({ messages, heard }: ApplicationsOptions): Promise<Applications> {
    const folder = mkdtempSync(join(tmpdir(), "flotilla-applications-"));
    bundle(folder, applications);
    let backends!: Backends;
    await logsOf(async () => {
      backends = await startBackends();
    });
    const kms = await startKms();
    const metadata = await startMetadata("registry@registry-dev.iam.gserviceaccount.com");
    const ports = Object.fromEntries(await Promise.all(applications.map(async (name) => [name, await freePort()])));
    const urls = applications.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[name]}`]);
    const variables = {
      ...messages,
      ...Object.fromEntries(urls),
      ...variablesOf(kms),
      GCE_METADATA_HOST: metadata.host,
      METADATA_SERVER_DETECTION: "assume-present",
      TOKENS_HOST: hosts.registry,
    };
    return new Applications(folder, backends, [kms, metadata], ports, variables, heard);
  }

  url(name: ApplicationName): string {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  async start(name: ApplicationName): Promise<void> {
    const running = startApplication(this.#file(name), { variables: this.#variablesOf(name) });
    this.#running.set(name, running);
    createInterface({ input: running.process.stdout as NonNullable<ChildProcess["stdout"]> }).on("line", (line) =>
      this.heard(name, line),
    );
    await untilReady(running, this.url(name));
  }

  /** As the machine under it is lost: it finishes nothing. */
  async kill(name: ApplicationName): Promise<void> {
    await this.#running.get(name)?.kill("SIGKILL");
  }

  /** Runs one of them with arguments, until it ends. */
  async run(name: ApplicationName, ...args: string[]): Promise<void> {
    const env = this.#variablesOf(name);
    const child = spawn(process.execPath, [this.#file(name), ...args], { env, stdio: ["ignore", "ignore", "inherit"] });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`${name} ${args.join(" ")} ended with exit code ${code}`);
  }

  async close(): Promise<void> {
    await Promise.all(applications.map((name) => this.kill(name)));
    await Promise.all(this.standIns.map((one) => one.close()));
    await this.backends.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #file(name: ApplicationName): string {
    return join(this.folder, name, "main.js");
  }

  #variablesOf(name: ApplicationName): Record<string, string> {
    return {
      ...this.backends.variables(name === "push" ? "write" : "read"),
      ...this.variables,
      PUBLIC_HOST: name === "push" ? hosts.push : hosts.registry,
      PORT: String(this.ports[name]),
    };
  }
}

/** The key of `tokens`, and not that of the backends, whose tokens are made for who tests one application. */
const variablesOf = ({ host, keyVersion, keyId, jwks }: Kms) => ({
  KMS_EMULATOR_HOST: host,
  SIGNING_KEY_VERSION: keyVersion,
  SIGNING_KEY_ID: keyId,
  SIGNING_ALGORITHM: "ES256",
  SIGNING_JWKS: JSON.stringify(jwks),
});
