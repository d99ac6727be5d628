import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { nameMistakes } from "../naming";
import { checksInto, type Mistake } from "../refuse";
import type { Callee } from "../run/call";
import { calleeOf, Service } from "../run/service";
import type { Transforms } from "../transform";
import { type Cdn, cdnMistakes } from "./cdn";
import { zoneMistakes } from "./dns";
import { type ErrorPages, errorPagesMistakes } from "./error-pages";
import { type FirewallArgs, firewallMistakes } from "./firewall";
import { type Iap, iapMistakes } from "./iap";
import { type MutualTls, mutualTlsMistakes } from "./mutual-tls";
import { type OutlierDetection, outlierMistakes } from "./outliers";
import { routeMistakes } from "./route-mistakes";
import { hostsIn, type Routes, routedServices, routesByHost } from "./routes";

/**
 * Where the environment's edge is direct there is no load balancer, and all but `environment`, `routes` and `retiredHosts` is
 * checked and then left alone.
 */
export interface EdgeArgs {
  /** Where it stands, and what decides its sizes and protection. */
  environment: Environment;
  /** Host, or host and path, to what answers. A host or path that is not here gets 404. */
  routes: Routes;
  /** What is refused before it reaches a service. @default Google's rules, and 1200 requests a minute of one address */
  firewall?: FirewallArgs;
  /** Which services' answers are kept near to callers. @default none's */
  cdn?: readonly Cdn[];
  /** Which services people sign in to, and who does. @default none: each service asks who calls by itself */
  iap?: readonly Iap[];
  /** Whether callers show a certificate, on every host. @default they do not */
  mutualTls?: MutualTls;
  /**
   * What callers see in place of an error, by host. The pages are public: they lie in a bucket of Cloud Storage that everyone
   * may read. @default what answers so says itself
   */
  errorPages?: ErrorPages;
  /** When a region that answers with errors is left out, for services that have another. @default never */
  outlierDetection?: OutlierDetection;
  /**
   * Share of the requests that are logged, above 0 and at most 1; also of those that the firewall refuses, or would refuse in
   * preview. @default 1, in production 0.1
   */
  requestLogs?: number;
  /**
   * Hosts of the routes that are about to go: their names leave DNS, and whoever still knows the address is answered as
   * before. Resolvers forget it in five minutes; after that, take them out of `routes` and of this list. @default none
   */
  retiredHosts?: readonly string[];
  /** Name of the project's public Cloud DNS zone that the hosts are in. @default the environment's Cloudflare zone */
  cloudDnsZone?: pulumi.Input<string>;
  /** Last resort, listed in review: changes some children's arguments; `backend` means each of them. */
  transform?: Transforms<{ firewall: gcp.compute.SecurityPolicyArgs; backend: gcp.compute.BackendServiceArgs }>;
}

/** What is said of one service in a list of settings. */
export function settingOf<T extends { service: Service<"edge"> }>(list: readonly T[], callee: Callee): T | undefined {
  return list.find(({ service }) => calleeOf(service) === callee);
}

/** Without any record, an attack leaves no trace outside of the services: policy `edge-requests-logged`. */
function requestLogsMistakes(share: number): Mistake[] {
  const mistakes: Mistake[] = [];
  const ok = typeof share === "number" && share > 0 && share <= 1;
  const reason = `${JSON.stringify(share)} is not a share above 0 and at most 1; 0.1 logs one request of ten`;
  checksInto(mistakes)(ok, "requestLogs", reason);
  return mistakes;
}

export function edgeMistakes(name: string, args: EdgeArgs): Mistake[] {
  const { routes, environment, firewall = {}, cdn = [], iap = [], mutualTls, outlierDetection } = args;
  const { errorPages, requestLogs, retiredHosts = [], cloudDnsZone } = args;
  const routing = routeMistakes(routes, environment);
  return [
    ...nameMistakes(name),
    ...routing,
    ...firewallMistakes(firewall),
    ...cdn.flatMap((one, i) => cdnMistakes(`cdn[${i}]`, one)),
    ...iap.flatMap((one, i) => iapMistakes(`iap[${i}]`, one)),
    ...(routing.length === 0 ? settingMistakes(args) : []),
    ...(mutualTls ? mutualTlsMistakes(mutualTls) : []),
    ...(outlierDetection ? outlierMistakes(outlierDetection) : []),
    ...(errorPages ? errorPagesMistakes(errorPages, routes) : []),
    ...(requestLogs === undefined ? [] : requestLogsMistakes(requestLogs)),
    ...retiredMistakes(retiredHosts, routes),
    ...zoneMistakes(cloudDnsZone),
  ];
}

function retiredMistakes(retired: readonly string[], routes: Routes): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const hosts = hostsIn(routes);
  retired.forEach((host, i) => {
    const at = `retiredHosts[${i}]`;
    check(
      hosts.includes(host),
      at,
      `${JSON.stringify(host)} has no route, so that nothing is left to retire; take it out`,
    );
    check(retired.indexOf(host) === i, at, `${JSON.stringify(host)} stands here twice`);
  });
  return mistakes;
}

/** Settings are of services that a route leads to, one of a kind for each. */
function settingMistakes({ routes, cdn = [], iap = [] }: EdgeArgs): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const routed = routedServices(routesByHost(routes));
  for (const [kind, list] of Object.entries({ cdn, iap }))
    list.forEach(({ service }, i) => {
      const isRouted = service instanceof Service && routed.includes(calleeOf(service));
      check(isRouted, `${kind}[${i}].service`, "is no service that a route leads to");
      const first = list.findIndex((other) => other.service === service);
      check(first === i, `${kind}[${i}].service`, `repeats ${kind}[${first}]; say all of a service at once`);
    });
  cdn.forEach(({ service }, i) => {
    const isProxied = iap.some((one) => one.service === service);
    check(!isProxied, `cdn[${i}].service`, "has people sign in, and what is kept is given to all; choose cdn or iap");
  });
  return mistakes;
}
