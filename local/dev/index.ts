/**
 * An environment run on this machine: the applications, as the local cloud has their services after an up, and what they
 * reach, on loopback alone.
 * What belongs here: reading the local cloud, starting applications and stand-ins, and the checks that stand before both.
 * What does not: what a stand-in answers (`stand-ins/`), and anything that knows an application or a component by name.
 * Nothing is kept but the files of mounted buckets: objects, rows and messages go when it ends.
 */
import { type Project, stackFolder } from "../project";
import { Addresses, r2Endpoint } from "./addresses";
import { Applications } from "./applications";
import { CurrentCloud } from "./current-cloud";
import { DataPlane } from "./data-plane";
import { type Entrances, openEntrances } from "./entrances";
import { BucketFolders } from "./folders";
import { declareMessages } from "./messages";
import { mountFiles } from "./mounts";
import { jobsIn, ownerIn, workloadsIn } from "./plan";
import { Recorded } from "./recorded";
import { recordedServer } from "./recorded-server";
import { Scope } from "./scope";
import { watchSources } from "./sources";

export interface DevOptions {
  project: Project;
  stack: string;
  environment: NodeJS.ProcessEnv;
  /** The first of the ports that are listened to, one after the other; any that are free, where it is 0. */
  port: number;
  /** A line of what an application, or what runs it, has to say. */
  say: (from: string, text: string) => void;
}

/** What answers where. */
export interface DevAddresses extends Entrances {
  events: string;
  store: string;
  /** The folder of its socket. */
  postgres: string;
  /** A metadata server for the owner of the environment. */
  owner?: { email: string; metadata: string };
  /** Services that have no application here. */
  leftOut: string[];
}

export interface Dev {
  addresses: DevAddresses;
  /** Runs a service's application once beside it, with what it was given; answers with its exit code. */
  run(service: string, args: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

/** @throws {ProjectError} when the stack is not up, or a job that runs as it is deployed fails */
export async function startDev(options: DevOptions): Promise<Dev> {
  const scope = new Scope(options.port);
  try {
    return await start(options, scope);
  } catch (error) {
    await scope.close();
    throw error;
  }
}

async function start({ project, stack, environment, say }: DevOptions, scope: Scope): Promise<Dev> {
  const cloud = await CurrentCloud.open(project, stack, environment);
  const workloads = workloadsIn(cloud.world);
  const jobs = jobsIn(cloud.world);
  const owner = ownerIn(cloud.world);
  const addresses = new Addresses();
  const plane = await DataPlane.start(cloud, scope, say);
  addresses.lead(r2Endpoint, plane.store);
  const folders = new BucketFolders(stackFolder(project, stack).buckets);
  folders.align(cloud.world);
  const applications = new Applications({ root: project.root, cloud, plane, addresses, folders, say });
  const around = { world: () => cloud.world, identities: plane.identities, owner };
  const entrances = await openEntrances(cloud, scope, addresses, applications, around);
  mountFiles([...workloads, ...jobs], addresses, scope);

  const leftOut = workloads.filter((workload) => !applications.has(workload)).map(({ name }) => name);
  const unanswered = leftOut.map((name) => entrances.services[name]);
  declareMessages(plane.pubsub, cloud.world, addresses, (address) => !unanswered.includes(new URL(address).origin));
  const recorded = await Recorded.open(cloud.world, plane.pubsub.tables, (text) => say("events", text));
  scope.ends(recorded);
  const events = await scope.listen(recordedServer(recorded, cloud.outputs.events.views));

  for (const job of jobs.filter((one) => applications.has(one))) await applications.runJob(job);
  scope.ends(applications);
  await applications.start();

  const failed = (error: unknown) => say("dev", String(error));
  const changed = (apps: string[]) => void applications.sourcesChanged(apps).catch(failed);
  scope.ends(await watchSources(applications.entries, changed, (text) => say("dev", text)));
  const takeIn = async () => {
    await plane.align();
    await applications.cloudChanged();
    say("dev", "the local cloud has changed: grants and variables are what they are there now");
  };
  scope.atEnd(cloud.onChange(takeIn, failed));

  const [first] = workloads;
  return {
    addresses: {
      ...entrances,
      events,
      store: plane.store,
      postgres: plane.postgres,
      ...(owner && first && { owner: { email: owner, metadata: await plane.metadataFor(owner, first) } }),
      leftOut,
    },
    run: async (service, args) => applications.run(service, args),
    close: () => scope.close(),
  };
}
