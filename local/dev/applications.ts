/** The applications of the workloads that have one in `apps/`: started, and started anew when what they are made of changes. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ProjectError } from "../project";
import type { Addresses } from "./addresses";
import { Application } from "./application";
import type { CurrentCloud } from "./current-cloud";
import type { DataPlane } from "./data-plane";
import { type BucketFolders, leadToFolders, type MountedHere } from "./folders";
import { type Workload, workloadsIn } from "./plan";

export interface ApplicationsOptions {
  /** Where Pulumi.yaml stands. */
  root: string;
  cloud: CurrentCloud;
  plane: DataPlane;
  addresses: Addresses;
  folders: BucketFolders;
  say: (from: string, text: string) => void;
}

export class Applications {
  readonly #services = new Map<string, { workload: Workload; application: Application }>();
  /** Id of a workload → what it is given. */
  readonly #given = new Map<string, Readonly<Record<string, string>>>();

  constructor(private readonly options: ApplicationsOptions) {
    for (const workload of workloadsIn(options.cloud.world))
      if (this.has(workload))
        this.#services.set(workload.name, { workload, application: this.#applicationOf(workload) });
  }

  /** Whether there is one for a workload. */
  has({ app }: Workload): boolean {
    return existsSync(this.#entryOf(app));
  }

  /** Application → its `main.ts`. */
  get entries(): Record<string, string> {
    const apps = [...this.#services.values()].map(({ workload }) => workload.app);
    return Object.fromEntries(apps.map((app) => [app, this.#entryOf(app)]));
  }

  async port(service: string): Promise<number | undefined> {
    return this.#services.get(service)?.application.port;
  }

  /** @throws {ProjectError} when it does not end well */
  async runJob(job: Workload): Promise<void> {
    await this.#give(job);
    this.#tell(job);
    const code = await this.#applicationOf(job).run(job.args);
    if (code !== 0) throw new ProjectError(`job ${job.name} ended with exit code ${code}`);
  }

  async start(): Promise<void> {
    for (const { workload } of this.#services.values()) await this.#give(workload);
    await Promise.all([...this.#services.keys()].map((name) => this.#start(name)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#services.values()].map(({ application }) => application.stop()));
  }

  /** Runs a service's application once beside it. */
  run(service: string, args: readonly string[]): Promise<number> {
    const { application } = this.#services.get(service) ?? {};
    if (!application) throw new ProjectError(`${service} is not among ${[...this.#services.keys()].join(", ")}`);
    return application.run(args);
  }

  /** Those whose source has changed. */
  async sourcesChanged(apps: readonly string[]): Promise<void> {
    const changed = [...this.#services].filter(([, { workload }]) => apps.includes(workload.app));
    await Promise.all(changed.map(([name]) => this.#restart(name, "its source has changed: it is started again")));
  }

  /** Those that the local cloud gives other variables than before. */
  async cloudChanged(): Promise<void> {
    for (const workload of workloadsIn(this.options.cloud.world)) {
      const service = this.#services.get(workload.name);
      if (!service) continue;
      service.workload = workload;
      const before = this.#given.get(workload.record.id);
      await this.#give(workload);
      if (isDeepStrictEqual(this.#given.get(workload.record.id), before)) continue;
      await this.#restart(workload.name, "is given other variables: it is started again");
    }
  }

  async #restart(name: string, why: string): Promise<void> {
    this.options.say(name, why);
    await this.#services.get(name)?.application.stop();
    await this.#start(name);
  }

  async #start(name: string): Promise<void> {
    const { workload, application } = this.#services.get(name) ?? {};
    if (!workload || !application) return;
    const { withheld } = workload;
    if (withheld.length > 0) return this.options.say(name, `is not started: ${withheld.join(", ")}`);
    this.#tell(workload);
    await application.start();
  }

  /** What is otherwise than where it runs for real. */
  #tell({ name, missing, mounts, sockets }: Workload): void {
    if (missing.length > 0) this.options.say(name, `runs without ${missing.join(", ")}`);
    for (const { path, here, readOnly } of this.options.folders.of(mounts))
      this.options.say(name, `finds ${path} in ${here}${readOnly ? ", to read" : ""}`);
    for (const { path, here } of this.#socketsHere(sockets)) this.options.say(name, `finds ${path} in ${here}`);
  }

  /** One Postgres stands in for all instances. */
  #socketsHere(sockets: readonly string[]): { path: string; here: string }[] {
    return sockets.map((path) => ({ path, here: this.options.plane.postgres }));
  }

  async #give(workload: Workload): Promise<void> {
    const { addresses, plane, folders } = this.options;
    const { name, variables, record } = workload;
    const mounts = folders.of(workload.mounts);
    const led = [...mounts, ...this.#socketsHere(workload.sockets)];
    const injected = Object.entries(variables).map(([variable, value]) => [
      variable,
      leadToFolders(addresses.translate(value), led),
    ]);
    const isJob = record.type.endsWith(":Job");
    this.#given.set(record.id, {
      ...Object.fromEntries(injected),
      ...(isJob ? { CLOUD_RUN_JOB: name } : { K_SERVICE: name, K_CONFIGURATION: name }),
      ...(await plane.variablesOf(workload)),
      ...readOnlyVariables(mounts),
    });
  }

  #applicationOf({ app, name, record }: Workload): Application {
    return new Application({
      entry: this.#entryOf(app),
      folder: this.options.root,
      variables: () => this.#given.get(record.id) ?? {},
      say: (text) => this.options.say(name, text),
    });
  }

  #entryOf(app: string): string {
    return join(this.options.root, "apps", app, "main.ts");
  }
}

/** Read and taken away again by what is loaded before the application's own code: `read-only.cjs`. */
function readOnlyVariables(mounts: readonly MountedHere[]): Record<string, string> {
  const readOnly = mounts.filter((mount) => mount.readOnly).map(({ here }) => here);
  return readOnly.length > 0 ? { FLOTILLA_READ_ONLY: JSON.stringify(readOnly) } : {};
}
