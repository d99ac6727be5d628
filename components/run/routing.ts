/** Who brings a service to its regions: one service in each, or Cloud Run's own service of several regions. */
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { type Capability, type Delivery, varyingMistakes } from "../iam/capability";
import { checksInto, type Mistake } from "../refuse";
import type { Exposure } from "./exposure";
import type { PerRegionArgs } from "./per-region";
import type { ReleaseArgs } from "./release";

const routings = ["regional", "native"] as const;

/**
 * `"regional"`: a service of Cloud Run in each region, of which each may be otherwise. `"native"`: one service that Cloud Run
 * deploys into all of its regions at once (cloud.google.com/run/docs/multiple-regions#deploy). It is one template, so that
 * every region has the same: what it cannot have is refused. Callers and routes say nothing of it.
 *
 * Where it is said, whoever calls the service is deployed after it, so that a switch from one to the other turns nobody away.
 */
export type Routing = (typeof routings)[number];

export type RoutingArgs = EitherArgs | RegionalArgs;

/** What an argument says in both: nothing that only one of the two can have. */
interface EitherArgs extends Pick<ReleaseArgs, "release"> {
  /** Who brings it to its regions. @default "regional", for which no caller waits */
  routing?: Routing;
  perRegion?: never;
  /** Of a native service it is in alpha (cloud.google.com/sdk/gcloud/reference/alpha/run/multi-region-services). */
  traffic?: never;
}

interface RegionalArgs extends PerRegionArgs, ReleaseArgs {
  /** Who brings it to its regions. @default "regional", for which no caller waits */
  routing?: "regional";
}

/** Where a service of Cloud Run's is made. */
export interface Place {
  /** A region, or all of several at once. */
  location: Region | "global";
  /** The regions in it, all of which get the same. */
  regions: readonly [Region, ...Region[]];
}

export function placesOf(routing: Routing, regions: readonly [Region, ...Region[]]): Place[] {
  return routing === "native"
    ? [{ location: "global", regions }]
    : regions.map((region) => ({ location: region, regions: [region] }));
}

/** How Cloud Run is told the place. */
export function locationOf({ location, regions }: Place) {
  // In an order of their own: a list in another order is a change, and the order of regions means nothing.
  return { location, ...(location === "global" && { multiRegionSettings: { regions: regions.toSorted() } }) };
}

/** What a service says that hangs on who brings it to its regions. */
interface Routed extends PerRegionArgs, ReleaseArgs {
  environment: Environment;
  exposure?: Exposure;
  can?: readonly Capability<Delivery>[];
}

export function routingMistakes(routing: Routing, regions: readonly Region[], args: Routed): Mistake[] {
  if (routing === "native") return nativeMistakes(regions, args);
  const reason = `${JSON.stringify(routing)} is neither "regional" nor "native"`;
  return routings.includes(routing) ? [] : [{ propertyPath: "routing", reason }];
}

const otherwise = 'or have the routing be "regional"';

/**
 * A GPU is not among what is refused: the command that changes such services takes one
 * (cloud.google.com/sdk/gcloud/reference/run/multi-region-services/update, --gpu-type).
 */
function nativeMistakes(
  regions: readonly Region[],
  { environment, exposure = "internal", perRegion, traffic, can = [] }: Routed,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(
    regions.length > 1,
    "routing",
    `"native" is for several regions, and it runs in ${regions.join(", ")} alone; say "regional" there, as in ` +
      'environment.regions.length > 1 ? "native" : "regional"',
  );
  check(
    perRegion === undefined,
    "perRegion",
    `is not for a native service, all of whose regions have the same; take it out, ${otherwise}`,
  );
  check(
    traffic === undefined,
    "traffic",
    `is not for a native service: Cloud Run shares out its traffic in alpha alone; take it out, ${otherwise}`,
  );
  check(
    exposure !== "edge" || environment.edge !== "direct",
    "routing",
    `"native" is not for exposure "edge" in a ${environment.kind} environment: the identity proxy of Cloud Run takes services ` +
      'of several regions in beta alone; say "regional" there',
  );
  return [...mistakes, ...subnetMistakes(environment, regions), ...varyingMistakes(can, regions)];
}

/** Subnets are named for all regions at once, by the name of the network. */
function subnetMistakes({ existingNetwork }: Environment, regions: readonly Region[]): Mistake[] {
  if (existingNetwork === undefined) return [];
  const { name, subnets } = existingNetwork;
  const others = regions.filter((region) => subnets[region] !== name);
  if (others.length === 0) return [];
  const list = others.map((region) => `${subnets[region]} in ${region}`).join(", ");
  const reason =
    `"native" finds in each region the subnet that has the network's own name, and existingNetwork ${name} has ${list}; ` +
    `give subnets called ${name}, ${otherwise}`;
  return [{ propertyPath: "routing", reason }];
}
