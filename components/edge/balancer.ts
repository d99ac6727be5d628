import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Region } from "../../contract";
import type { Environment } from "../environment";
import { automaticName, stableName } from "../naming";
import { serviceName } from "../run/address";
import { type Callee, cloudNameOf } from "../run/call";
import { type Overrides, transformed } from "../transform";
import type { HostRoute } from "./routes";

/** The only scheme with the routing, rate limits and IPv6 that the edge promises; the default is the classic one. */
const loadBalancingScheme = "EXTERNAL_MANAGED";

const versions = ["IPV4", "IPV6"] as const;
export type Addresses = Record<(typeof versions)[number], gcp.compute.GlobalAddress>;

/**
 * A service as the balancer sees it: an endpoint group in each of its regions, and one backend with those that serve. No
 * group is there before everything is that requests in its region need.
 */
export function createBackend(
  parent: pulumi.ComponentResource,
  environment: Environment,
  name: string,
  callee: Callee,
  firewall: gcp.compute.SecurityPolicy,
  overrides: Overrides<gcp.compute.BackendServiceArgs> | undefined,
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
        cloudRun: { service: serviceName(environment, service) },
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
        logConfig: { enable: true, sampleRate: 1 },
      },
      overrides,
    ),
    { parent },
  );
}

/** Sends each host's requests to its services; a host or path that nobody routes gets 404. */
export function createUrlMap(
  parent: pulumi.ComponentResource,
  { slug, project }: Environment,
  name: string,
  hosts: readonly HostRoute[],
  backends: ReadonlyMap<Callee, gcp.compute.BackendService>,
): gcp.compute.URLMap {
  const link = (service: Callee) => (backends.get(service) as gcp.compute.BackendService).selfLink;
  const [fallback] = backends.values();
  // A map must name a backend even for what it refuses; the request is answered before it gets there.
  const notFound = {
    defaultService: fallback?.selfLink,
    defaultRouteAction: { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 100 } } },
  };
  const matcherName = (host: string) =>
    stableName("gcp:compute/URLMapPathMatcher:URLMapPathMatcher", slug, name, ...host.split("."));
  return new gcp.compute.URLMap(
    automaticName("gcp:compute/uRLMap:URLMap", slug, name, "routes"),
    {
      project,
      ...notFound,
      hostRules: hosts.map(({ host }) => ({ hosts: [host], pathMatcher: matcherName(host) })),
      pathMatchers: hosts.map(({ host, rest, paths }) => ({
        name: matcherName(host),
        ...(rest ? { defaultService: link(rest) } : notFound),
        ...(paths.length > 0 && {
          pathRules: paths.map(({ path, service }) => ({ paths: [path], service: link(service) })),
        }),
      })),
    },
    { parent },
  );
}

/** One address a protocol version; both are given up last and never change while the edge stands. */
export function createAddresses(parent: pulumi.ComponentResource, environment: Environment, name: string): Addresses {
  const { slug, project, foundation } = environment;
  const create = (ipVersion: (typeof versions)[number]) =>
    new gcp.compute.GlobalAddress(
      automaticName("gcp:compute/globalAddress:GlobalAddress", slug, name, ipVersion.toLowerCase()),
      { project, ipVersion },
      { parent, dependsOn: [foundation.api("compute.googleapis.com")] },
    );
  return { IPV4: create("IPV4"), IPV6: create("IPV6") };
}

/** HTTPS with modern TLS only, and a redirect to it from port 80, on both addresses. */
export function createListeners(
  parent: pulumi.ComponentResource,
  { slug, project, foundation }: Environment,
  name: string,
  addresses: Addresses,
  urlMap: gcp.compute.URLMap,
  certificateMap: gcp.certificatemanager.CertificateMap,
): pulumi.Resource[] {
  const dependsOn = [foundation.api("compute.googleapis.com")];
  const tls = new gcp.compute.SSLPolicy(
    automaticName("gcp:compute/sSLPolicy:SSLPolicy", slug, name),
    { project, profile: "MODERN", minTlsVersion: "TLS_1_2" },
    { parent, dependsOn },
  );
  const https = new gcp.compute.TargetHttpsProxy(
    automaticName("gcp:compute/targetHttpsProxy:TargetHttpsProxy", slug, name),
    {
      project,
      urlMap: urlMap.selfLink,
      sslPolicy: tls.selfLink,
      certificateMap: certificateMap.id.apply((id) => `//certificatemanager.googleapis.com/${id}`),
    },
    { parent },
  );
  const redirect = new gcp.compute.URLMap(
    automaticName("gcp:compute/uRLMap:URLMap", slug, name, "redirect"),
    // 308 keeps method and body; 301 turns a client's POST into a GET.
    {
      project,
      defaultUrlRedirect: { httpsRedirect: true, stripQuery: false, redirectResponseCode: "PERMANENT_REDIRECT" },
    },
    { parent, dependsOn },
  );
  const http = new gcp.compute.TargetHttpProxy(
    automaticName("gcp:compute/targetHttpProxy:TargetHttpProxy", slug, name),
    { project, urlMap: redirect.selfLink },
    { parent },
  );
  const listeners = [
    { scheme: "https", portRange: "443", target: https.selfLink },
    { scheme: "http", portRange: "80", target: http.selfLink },
  ];
  return versions.flatMap((version) =>
    listeners.map(
      ({ scheme, portRange, target }) =>
        new gcp.compute.GlobalForwardingRule(
          automaticName(
            "gcp:compute/globalForwardingRule:GlobalForwardingRule",
            slug,
            name,
            scheme,
            version.toLowerCase(),
          ),
          { project, loadBalancingScheme, ipProtocol: "TCP", portRange, target, ipAddress: addresses[version].address },
          { parent },
        ),
    ),
  );
}
