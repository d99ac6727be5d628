import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { automaticName, stableName } from "../naming";
import type { Api } from "./apis";
import { managedServicesRange, subnetRanges } from "./ranges";

/** What others need of a network, made or found. */
export interface Network {
  id: pulumi.Output<string>;
  /** Region → id of the subnet that services have their addresses in. */
  subnets: ReadonlyMap<Region, pulumi.Output<string>>;
  /** Those of them that the environment makes, for what finds them by their name alone. */
  madeSubnets: ReadonlyMap<Region, pulumi.Resource>;
  /** The network's id, for managed services such as Cloud SQL, which have private addresses in it. */
  readonly ofManagedServices: pulumi.Output<string>;
  /** What they wait for. */
  managedServices: readonly pulumi.Resource[];
}

type ApiOf = (api: Api) => pulumi.Resource;

/** private.googleapis.com: reached through the network alone (cloud.google.com/vpc/docs/configure-private-google-access). */
const privateAccess = {
  range: "199.36.153.8/30",
  addresses: ["199.36.153.8", "199.36.153.9", "199.36.153.10", "199.36.153.11"],
} as const;

/** Zones whose every name is answered with Google's private addresses; services with internal ingress are found so. */
const privateZones = [
  { key: "run-app", zone: "run.app.", host: "run.app." },
  { key: "googleapis", zone: "googleapis.com.", host: "private.googleapis.com." },
] as const;

/** A network of the environment's own, without a way out but to Google's APIs. */
export function createNetwork(parent: pulumi.ComponentResource, environment: Environment, api: ApiOf): Network {
  const { slug, project } = environment;
  const name = stableName("gcp:compute/network:Network", slug, "flotilla");
  const network = new gcp.compute.Network(
    "network",
    {
      name,
      project,
      autoCreateSubnetworks: false,
      routingMode: "GLOBAL",
      deleteDefaultRoutesOnCreate: true,
    },
    { parent, dependsOn: [api("compute.googleapis.com")] },
  );
  const madeSubnets = new Map(
    [...environment.regions, ...environment.retiredRegions].map((region) => [
      region,
      createSubnet(parent, environment, network, name, region),
    ]),
  );
  const subnets = new Map([...madeSubnets].map(([region, { id }]) => [region, id]));
  createPrivateAccess(parent, environment, network, api);
  const managedServices = [createManagedServicesRange(parent, environment, network, api)];
  return { id: network.id, subnets, madeSubnets, ofManagedServices: network.id, managedServices };
}

/** Called as its network is, in every region: so what is in several regions at once finds it. */
function createSubnet(
  parent: pulumi.ComponentResource,
  environment: Environment,
  network: gcp.compute.Network,
  name: string,
  region: Region,
) {
  const { flowLogs } = environment.defaults;
  return new gcp.compute.Subnetwork(
    `subnet/${region}`,
    {
      name,
      project: environment.project,
      network: network.id,
      region,
      ipCidrRange: subnetRanges[region],
      privateIpGoogleAccess: true,
      ...(flowLogs > 0 && {
        logConfig: { aggregationInterval: "INTERVAL_5_SEC", flowSampling: flowLogs, metadata: "INCLUDE_ALL_METADATA" },
      }),
    },
    { parent },
  );
}

function createPrivateAccess(
  parent: pulumi.ComponentResource,
  environment: Environment,
  network: gcp.compute.Network,
  api: ApiOf,
) {
  const { slug, project } = environment;
  new gcp.compute.Route(
    "google-apis",
    {
      name: stableName("gcp:compute/route:Route", slug, "flotilla", "google-apis"),
      project,
      network: network.id,
      destRange: privateAccess.range,
      nextHopGateway: "default-internet-gateway",
    },
    { parent },
  );
  for (const { key, zone, host } of privateZones) {
    const managedZone = new gcp.dns.ManagedZone(
      key,
      {
        name: stableName("gcp:dns/managedZone:ManagedZone", slug, "flotilla", key),
        project,
        dnsName: zone,
        description: "Answers with Google's private addresses",
        visibility: "private",
        privateVisibilityConfig: { networks: [{ networkUrl: network.id }] },
      },
      { parent, dependsOn: [api("dns.googleapis.com")] },
    );
    const record = (logicalName: string, name: string, type: string, rrdatas: readonly string[]) =>
      new gcp.dns.RecordSet(
        logicalName,
        { managedZone: managedZone.name, project, name, type, ttl: 300, rrdatas: [...rrdatas] },
        { parent },
      );
    record(`${key}/addresses`, host, "A", privateAccess.addresses);
    record(`${key}/all`, `*.${zone}`, "CNAME", [host]);
  }
}

function createManagedServicesRange(
  parent: pulumi.ComponentResource,
  environment: Environment,
  network: gcp.compute.Network,
  api: ApiOf,
) {
  const range = new gcp.compute.GlobalAddress(
    automaticName("gcp:compute/globalAddress:GlobalAddress", environment.slug, "managed-services"),
    {
      project: environment.project,
      addressType: "INTERNAL",
      purpose: "VPC_PEERING",
      network: network.id,
      ...managedServicesRange,
    },
    { parent },
  );
  return new gcp.servicenetworking.Connection(
    "managed-services",
    { network: network.id, service: "servicenetworking.googleapis.com", reservedPeeringRanges: [range.name] },
    { parent, dependsOn: [api("servicenetworking.googleapis.com")] },
  );
}
