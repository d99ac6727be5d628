import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { automaticName } from "../naming";
import { cloudNameOf, serviceName } from "../run/address";
import type { Callee } from "../run/call";
import { type Overrides, transformed } from "../transform";
import { type Cdn, cdnOf } from "./cdn";
import { loadBalancingScheme } from "./listeners";
import { type OutlierDetection, outlierDetectionOf } from "./outliers";

/** What is said of a service's backend beside where the service is. */
export interface BackendSettings {
  firewall: gcp.compute.SecurityPolicy;
  cdn: Cdn | undefined;
  /** Whether the identity proxy asks who it is, with an OAuth client that Google keeps. */
  signIn: boolean;
  outlierDetection: OutlierDetection | undefined;
  /** Share of its requests that are logged. */
  requestLogs: number;
  /** Headers that the service is told things in. */
  requestHeaders: readonly string[];
  overrides: Overrides<gcp.compute.BackendServiceArgs> | undefined;
}

/**
 * A service as the balancer sees it: an endpoint group in each of its regions, and one backend with those that serve. No
 * group is there before everything is that requests in its region need.
 */
export function createBackend(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  callee: Callee,
  { firewall, cdn, signIn, outlierDetection, requestLogs, requestHeaders, overrides }: BackendSettings,
): gcp.compute.BackendService {
  const { slug, project, foundation } = environment;
  const { regions, serving, ready } = callee;
  const service = cloudNameOf(callee);
  // In an order of their own: a list in another order is a change, and the order of regions means nothing here.
  const needed = async (region: Region): Promise<pulumi.Resource[]> => [
    foundation.api("compute.googleapis.com"),
    ...(await ready(region)),
  ];
  const groups = regions.toSorted().map((region) => ({
    region,
    group: new gcp.compute.RegionNetworkEndpointGroup(
      automaticName("gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", slug, name, service, region),
      {
        project,
        region,
        networkEndpointType: "SERVERLESS",
        cloudRun: { service: serviceName(callee) },
      },
      { parent, dependsOn: needed(region) },
    ),
  }));
  return new gcp.compute.BackendService(
    automaticName("gcp:compute/backendService:BackendService", slug, name, service),
    transformed<gcp.compute.BackendServiceArgs>(
      {
        project,
        loadBalancingScheme,
        protocol: "HTTPS",
        securityPolicy: firewall.selfLink,
        backends: groups.flatMap(({ region, group }) => (serving.includes(region) ? { group: group.selfLink } : [])),
        logConfig: { enable: true, sampleRate: requestLogs },
        ...(cdn && cdnOf(cdn)),
        ...(signIn && { iap: { enabled: true } }),
        ...(requestHeaders.length > 0 && { customRequestHeaders: [...requestHeaders] }),
        // With one region there is nowhere else to go.
        ...(outlierDetection && serving.length > 1 && { outlierDetection: outlierDetectionOf(outlierDetection) }),
      },
      overrides,
    ),
    { parent, ...(signIn && { dependsOn: [foundation.api("iap.googleapis.com")] }) },
  );
}
