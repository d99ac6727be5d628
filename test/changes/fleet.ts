/** A small platform, all of whose settings can be changed: what the changes of a day are tried on. */
import {
  Cron,
  Database,
  Edge,
  type EdgeArgs,
  Environment,
  type EnvironmentArgs,
  EventType,
  Files,
  Job,
  type JobArgs,
  Secret,
  Service,
  type ServiceArgs,
  Trigger,
} from "../../components";
import type { RoutingArgs } from "../../components/run/routing";
import { events } from "../../contract";
import { production } from "../support/declare";

export const digestOf = (letter: string) => `europe-docker.pkg.dev/example/images/app@sha256:${letter.repeat(64)}`;

type Settings = Partial<
  Pick<ServiceArgs, "image" | "formerName" | "release" | "variables" | "scaling" | "egress" | "regions">
> &
  RoutingArgs & { memory?: "1Gi" };

export interface Fleet {
  environment?: Partial<EnvironmentArgs>;
  registry?: Settings;
  push?: Settings;
  iam?: Settings;
  notifier?: Settings;
  nightly?: Partial<Pick<JobArgs, "image">>;
  /** What the service that answers calls is called. @default "iam" */
  iamName?: string;
  /** Services are built in another order, as when they are moved between files. */
  otherwiseOrdered?: boolean;
  /** First label of a host, with a path or not, to who answers. */
  routes?: Readonly<Record<string, "registry" | "push">>;
  edge?: Omit<Partial<EdgeArgs>, "environment" | "routes">;
  database?: { size?: { cpu: 1 | 2; memory: "3840Mi" | "8Gi" } };
  schedule?: string;
  salt?: string;
  /** Whether `iam` mounts a bucket as a folder. */
  mounts?: boolean;
  /** Whether `iam` connects by a socket. */
  socket?: boolean;
  /** Whom `push` may call beside. */
  pushCalls?: readonly "notifier"[];
}

/** Protection is off, as it is for the time of a change that deletes. */
const usual: Partial<EnvironmentArgs> = {
  regions: ["europe-west1", "us-east4"],
  deletionProtection: "off",
  alerts: ["oncall@example.dev"],
};

const usualRoutes: NonNullable<Fleet["routes"]> = { registry: "registry", push: "push" };

/** The program of a fleet with these settings. */
export function program(fleet: Fleet): () => Record<string, unknown> {
  return () => {
    const environment = new Environment("environment", { ...production, ...usual, ...fleet.environment });
    const image = digestOf("a");
    const salt = new Secret("salt", { environment, value: fleet.salt ?? "first" });
    const catalog = new Database("catalog", {
      environment,
      images: { psql: image, proxy: image },
      size: fleet.database?.size ?? { cpu: 2, memory: "8Gi" },
    });
    const pushed = new EventType("image-pushed", { environment, declaration: events.imagePushed });
    const builtLater = fleet.otherwiseOrdered ? undefined : notifierOf(environment, fleet);
    const iam = new Service(fleet.iamName ?? "iam", {
      environment,
      image,
      can: [
        fleet.socket ? catalog.connect("readwrite", { socket: true }) : catalog.connect("readwrite"),
        salt.read(),
        ...(fleet.mounts ? [new Files("rules", { environment }).read("/rules")] : []),
      ],
      ...fleet.iam,
    });
    const registry = new Service("registry", {
      environment,
      image,
      exposure: "edge",
      can: [iam.call().as("IAM"), pushed.publish()],
      ...fleet.registry,
    });
    const notifier = builtLater ?? notifierOf(environment, fleet);
    const push = new Service("push", {
      environment,
      image,
      exposure: "edge",
      can: [iam.call().as("IAM"), ...(fleet.pushCalls ?? []).map(() => notifier.call())],
      ...fleet.push,
    });
    const services: Record<"registry" | "push", Service<"edge">> = { registry, push };
    const routes = Object.entries(fleet.routes ?? usualRoutes).map(([place, who]) => {
      const [label = "", ...path] = place.split("/");
      return [[environment.host(label), ...path].join("/"), services[who]] as const;
    });
    new Edge("edge", { environment, routes: Object.fromEntries(routes), ...fleet.edge });
    new Trigger("notify", { environment, on: pushed, to: notifier });
    const nightly = new Job("nightly", { environment, image, can: [iam.call().as("IAM")], ...fleet.nightly });
    new Cron("nightly", { environment, schedule: fleet.schedule ?? "0 3 * * *", runs: nightly });
    return {};
  };
}

/** Where a fleet is reached. */
export const hostsOf = ({ routes = usualRoutes, edge = {} }: Fleet): string[] =>
  [...new Set(Object.keys(routes).map((place) => `${place.split("/")[0]}.example.dev`))].filter(
    (host) => !edge.retiredHosts?.includes(host),
  );

/** Whether a service answers all of a host, and not its paths alone. */
export const isAnswered = ({ routes = usualRoutes }: Fleet, host: string): boolean =>
  Object.hasOwn(routes, host.split(".")[0] ?? "");

const notifierOf = (environment: Environment, { notifier }: Fleet) =>
  new Service("notifier", { environment, image: digestOf("a"), ...notifier });
