import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { type Millicores, type Region, within } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import { bindingMistakes, type Capability, type Delivery } from "../iam/capability";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake, refuse } from "../refuse";
import { fixedMistakes, ownAccountMistakes, type Transforms, transformed } from "../transform";
import { type Size as Memory, toSeconds } from "../units";
import { serviceName } from "./address";
import { budgetMistakes, takeInstances } from "./budget";
import { type Callee, callCapability } from "./call";
import { type ContainerArgs, containerMistakes, containerOf } from "./container";
import { admitVisitors } from "./direct";
import { Anyone, type Exposure, type Reach, reachOf } from "./exposure";
import { build, Later, promised } from "./later";
import { probesOf } from "./probes";
import { type ReleaseArgs, releaseMistakes, revisionOf, trafficsOf } from "./release";
import { type ServingArgs, servingMistakes, servingOf } from "./serving";
import { generationOf, type WholeSize } from "./size";
import { createWorkload, networkOf, surroundingsOf, volumesOf, type Workload } from "./workload";

export type ServiceArgs<E extends Exposure = "internal"> = CommonArgs<E> & Capacity;

/** How much an instance gets, and how many requests it works on at once. */
export type Capacity =
  | (WholeSize & {
      /** Requests that one instance works on at once, 1 to 1000. @default 80 */
      concurrency?: number;
    })
  | {
      /** A part of a core in thousandths, `"80m"` to `"999m"`, in the first generation of the execution environment. */
      cpu: Millicores;
      /** Memory: 128Mi to 512Mi, or to 1Gi from half a core on. @default "512Mi" */
      memory?: Memory;
      /** Less than a core works on one request at a time. @default 1 */
      concurrency?: 1;
    };

interface CommonArgs<E extends Exposure> extends ContainerArgs, ServingArgs, ReleaseArgs {
  /** Where it stands, and what decides its sizes and protection. */
  environment: Environment;
  /** Who reaches the service. @default "internal" */
  exposure?: E;
  /** All that the service may do; also the only source of addresses, secrets and keys. @default nothing */
  can?: readonly Capability<Delivery>[];
  /**
   * The name that the service had before it was renamed. Its addresses and its account keep that name, so that nothing is
   * made anew; it stays here for as long as the service stands. @default it has always been called so
   */
  formerName?: string;
  /** Some of the environment's regions. @default all of them */
  regions?: readonly Region[];
  /** Last resort, listed in review: changes one child's arguments, but not what others were told of it. */
  transform?: Transforms<{ service: Omit<gcp.cloudrunv2.ServiceArgs, FixedArgument> }>;
}

/** What callers, routes and grants rely on; exposure and the account are not to be changed behind their backs. */
const fixedArguments = [
  "name",
  "project",
  "location",
  "ingress",
  "invokerIamDisabled",
  "defaultUriDisabled",
  "iapEnabled",
] as const;
type FixedArgument = (typeof fixedArguments)[number];

let calleeOf!: <E extends Exposure>(service: Service<E>) => Callee;

/**
 * A stateless service: one image, in every region, with an account of its own that may do what its `can` list says and
 * nothing else. It has no address to read: to call it is to be granted `call()`.
 *
 * ```ts
 * const iam = new Service("iam", { environment, image });
 * new Service("registry", { environment, image, exposure: "edge", can: [iam.call()] });
 * ```
 * @throws {pulumi.InputPropertiesError} naming every mistake in the arguments
 */
export class Service<E extends Exposure = "internal"> extends Component {
  declare protected readonly exposed: E;
  readonly #callee: Callee;
  readonly #nodes: { account: pulumi.Resource; services: ReadonlyMap<Region, pulumi.Resource> };

  constructor(nameOrLater: string | Later, args: ServiceArgs<E>, opts?: pulumi.ComponentResourceOptions) {
    const name = typeof nameOrLater === "string" ? nameOrLater : promised(nameOrLater).name;
    refuse("Service", name, serviceMistakes(nameOrLater, name, args));
    const formerName = formerNameOf(nameOrLater, args);
    const aliases = formerName === undefined ? [] : [{ name: formerName }];
    super("run:Service", name, args.environment, pulumi.mergeOptions({ aliases }, opts));
    const { environment, can = [], exposure = "internal" } = args;
    const regions = (args.regions ?? environment.regions) as readonly [Region, ...Region[]];
    const reach = reachOf(exposure, environment.edge);

    takeInstances(environment, name, servingOf(args, environment.defaults.instances).max, regions);
    const workload = createWorkload(this, name, "run", environment, can, formerName);
    const services = new Map(
      regions.map((region) => [region, this.#deploy(name, region, { ...args, formerName }, workload, reach)]),
    );
    if (reach.iapEnabled)
      for (const [region, service] of services) admitVisitors(this, environment, { name, formerName }, region, service);

    const service = (region: Region) => services.get(region) as pulumi.Resource;
    this.#callee = {
      name,
      formerName,
      environment,
      exposure,
      regions,
      serving: within(regions, environment.servingRegions) as [Region, ...Region[]],
      service,
      ready: async (region, seen = new Set()) => {
        if (seen.has(this)) return [];
        seen.add(this);
        return [service(region), ...workload.binding.beside, ...(await workload.binding.ready(region, seen))];
      },
    };
    this.#nodes = { account: workload.identity.account, services };
    if (nameOrLater instanceof Later) build(nameOrLater, this.#callee);
    this.registerTransforms(args.transform);
  }

  /** A service that is named before it is built: for services that call each other, or themselves. */
  static later(name: string, environment: Environment, { formerName }: { formerName?: string } = {}): Later {
    return new Later(name, environment, formerName);
  }

  /**
   * Grants `roles/run.invoker` on this service in each of its regions, and gives `<NAME>_URL`. Only an internal service
   * asks IAM who calls, so only an internal service can be called.
   */
  call(this: Service<"internal">): Capability<"grant" | "variables"> {
    return callCapability(this.#callee);
  }

  /**
   * The main children, for `dependsOn` and `deletedWith`. Their types tell no address and no account; a cast that digs for
   * one is what review looks for.
   */
  get nodes(): { account: pulumi.Resource; services: ReadonlyMap<Region, pulumi.Resource> } {
    return this.#nodes;
  }

  #deploy(
    name: string,
    region: Region,
    args: ServiceArgs<E>,
    workload: Workload,
    reach: Reach,
  ): gcp.cloudrunv2.Service {
    const { environment, variables = {}, probes = {} } = args;
    const { foundation, defaults } = environment;
    const { port, concurrency, timeout, min, max } = servingOf(args, defaults.instances);
    const { resources, ...container } = containerOf(args);
    const service = serviceName(environment, args.formerName ?? name);
    return new gcp.cloudrunv2.Service(
      `${name}/${region}`,
      transformed<gcp.cloudrunv2.ServiceArgs>(
        {
          name: service,
          project: environment.project,
          location: region,
          deletionProtection: environment.deletionProtection,
          ...reach,
          traffics: trafficsOf(args, service),
          scaling: { maxInstanceCount: max }, // of all revisions together, where traffic is shared
          template: {
            ...revisionOf(args, service),
            serviceAccount: workload.identity.account.email,
            executionEnvironment: `EXECUTION_ENVIRONMENT_GEN${generationOf(args)}`,
            maxInstanceRequestConcurrency: concurrency,
            ...(args.sessionAffinity && { sessionAffinity: true }),
            timeout: `${toSeconds(timeout)}s`,
            scaling: { minInstanceCount: min, maxInstanceCount: max },
            vpcAccess: networkOf(workload, region),
            ...volumesOf(workload),
            containers: [
              {
                ...container,
                ports: { containerPort: port, ...(args.protocol && { name: args.protocol }) },
                resources: { ...resources, cpuIdle: true, startupCpuBoost: true },
                ...surroundingsOf(workload, variables, region),
                ...probesOf(probes, port),
              },
            ],
          },
        },
        args.transform?.service,
      ),
      {
        parent: this,
        dependsOn: [
          foundation.api("run.googleapis.com"),
          ...(reach.iapEnabled ? [foundation.api("iap.googleapis.com")] : []),
          ...workload.binding.before,
        ],
        hooks: environment.propagation,
      },
    );
  }

  static {
    calleeOf = (service) => service.#callee;
  }
}

export { calleeOf };

function formerNameOf(nameOrLater: string | Later, { formerName }: Pick<ServiceArgs, "formerName">) {
  return nameOrLater instanceof Later ? promised(nameOrLater).formerName : formerName;
}

function serviceMistakes(nameOrLater: string | Later, name: string, args: ServiceArgs<Exposure>): Mistake[] {
  const { environment, exposure = "internal", regions, variables = {}, can = [] } = args;
  const formerName = formerNameOf(nameOrLater, args);
  const mistakes = nameMistakes(name);
  const check = checksInto(mistakes);
  if (formerName !== undefined)
    mistakes.push(...nameMistakes(formerName).map(({ reason }) => ({ propertyPath: "formerName", reason })));
  check(formerName !== name, "formerName", "is the name that it has; leave it out");
  check(
    exposure === "internal" || exposure === "edge" || exposure instanceof Anyone,
    "exposure",
    `${JSON.stringify(exposure)} is neither "internal", "edge" nor Anyone.because("…")`,
  );
  (regions ?? []).forEach((region, i) => {
    const known = environment.regions.join(", ");
    check(
      environment.regions.includes(region),
      `regions[${i}]`,
      `${JSON.stringify(region)} is not among the environment's regions ${known}`,
    );
  });
  const repeated = regions?.find((region, i) => regions.indexOf(region) < i);
  check(repeated === undefined, "regions", `${repeated} is listed twice`);
  check(regions === undefined || regions.length > 0, "regions", "names no region; leave it out for all of them");
  check(
    mistakes.length > 0 || regions === undefined || within(regions, environment.servingRegions).length > 0,
    "regions",
    `are drained, all of them, so nobody would answer; add one that serves: ${environment.servingRegions.join(", ")}`,
  );
  const changed = (args.transform?.service ?? {}) as { template?: object };
  mistakes.push(...fixedMistakes("transform.service", changed, fixedArguments));
  mistakes.push(...ownAccountMistakes("transform.service.template", changed.template, "service"));
  if (nameOrLater instanceof Later) {
    check(
      args.formerName === undefined,
      "formerName",
      "is told where the service is named first, as its callers are: Service.later(name, environment, { formerName })",
    );
    check(
      regions === undefined,
      "regions",
      "a service that was named first runs in every region, as its callers were told",
    );
    check(exposure === "internal", "exposure", "a service that was named first is internal, as its callers were told");
    check(
      promised(nameOrLater).environment === environment,
      "environment",
      "is not the one that the service was named in",
    );
  }
  return [
    ...mistakes,
    ...containerMistakes(args, environment.defaults, "with parts"),
    ...servingMistakes(args, environment.defaults.instances),
    ...budgetMistakes(
      environment,
      "scaling.max",
      servingOf(args, environment.defaults.instances).max,
      regions ?? environment.regions,
    ),
    ...(mistakes.some(({ propertyPath }) => /^(name|formerName)$/.test(propertyPath))
      ? []
      : releaseMistakes(args, serviceName(environment, formerName ?? name))),
    ...bindingMistakes(variables, can),
  ];
}
