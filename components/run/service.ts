import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { type Region, within } from "../../contract";
import { Component } from "../component";
import type { Environment } from "../environment";
import type { Capability } from "../iam/capability";
import { refuse } from "../refuse";
import { transformed } from "../transform";
import { type Named, serviceName } from "./address";
import { takeAudiences } from "./audiences";
import { takeInstances } from "./budget";
import { type Callee, callCapability } from "./call";
import { admitVisitors } from "./direct";
import { type Exposure, type Reach, reachOf } from "./exposure";
import { build, Later, type LaterArgs, promised } from "./later";
import { argsIn } from "./per-region";
import { trafficsOf } from "./release";
import { templateOf } from "./revision";
import { locationOf, type Place, placesOf } from "./routing";
import type { ServiceArgs } from "./service-args";
import { formerNameOf, routingOf, serviceMistakes } from "./service-mistakes";
import { servingOf } from "./serving";
import { admittedIn, createWorkload, type Workload } from "./workload";

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
    const named = { name, formerName, environment, routing: routingOf(nameOrLater, args) };
    const reach = reachOf(exposure, environment.edge);

    takeAudiences(environment, name, args.audiences ?? []);
    for (const region of regions)
      takeInstances(environment, name, servingOf(argsIn(args, region), environment.defaults.instances).max, [region]);
    const workload = createWorkload(this, name, "run", environment, can, formerName);
    const services = new Map(
      placesOf(named.routing, regions).flatMap((place) => {
        const service = this.#deploy(named, place, argsIn(args, place.regions[0]), workload, reach);
        return place.regions.map((region) => [region, service] as const);
      }),
    );
    if (reach.iapEnabled) for (const [region, service] of services) admitVisitors(this, named, region, service);

    const service = (region: Region) => services.get(region) as pulumi.Resource;
    this.#callee = {
      ...named,
      exposure,
      regions,
      serving: within(regions, environment.servingRegions) as [Region, ...Region[]],
      service,
      ready: async (region, seen = new Set()) => {
        if (seen.has(this)) return [];
        seen.add(this);
        return [service(region), ...workload.binding.beside, ...(await workload.binding.ready(region, seen))];
      },
      isAwaited: args.routing !== undefined,
    };
    this.#nodes = { account: workload.identity.account, services };
    if (nameOrLater instanceof Later) build(nameOrLater, this.#callee);
    this.registerTransforms(args.transform);
  }

  /** A service that is named before it is built: for services that call each other, or themselves. */
  static later(name: string, environment: Environment, args: LaterArgs = {}): Later {
    return new Later(name, environment, args);
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

  #deploy(named: Named, place: Place, args: ServiceArgs<E>, workload: Workload, reach: Reach): gcp.cloudrunv2.Service {
    const { environment } = args;
    const { foundation, defaults } = environment;
    const service = serviceName(named);
    return new gcp.cloudrunv2.Service(
      `${named.name}/${place.location}`,
      transformed<gcp.cloudrunv2.ServiceArgs>(
        {
          name: service,
          project: environment.project,
          ...locationOf(place),
          deletionProtection: environment.deletionProtection,
          ...admittedIn(environment),
          ...reach,
          ...(args.audiences && { customAudiences: [...args.audiences] }),
          traffics: trafficsOf(args, service),
          scaling: { maxInstanceCount: servingOf(args, defaults.instances).max }, // of all revisions together
          template: templateOf(named.name, service, place, args, workload),
        },
        args.transform?.service,
      ),
      {
        parent: this,
        dependsOn: [
          foundation.api("run.googleapis.com"),
          ...(reach.iapEnabled ? [foundation.api("iap.googleapis.com")] : []),
          ...(place.location === "global" ? foundation.subnetsIn(place.regions) : []),
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
