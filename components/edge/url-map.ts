import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../environment";
import { labelsOf } from "../host";
import { automaticName, stableName } from "../naming";
import type { Callee } from "../run/call";
import type { MadeErrorPages } from "./error-pages";
import { type Answer, type Condition, type HostRoute, hostAndPath, type Redirect, type Target } from "./routes";

export type Backends = ReadonlyMap<Callee, gcp.compute.BackendService>;

/** Sends each host's requests to its services; a host or path that nobody routes gets 404. */
export function createUrlMap(
  parent: pulumi.ComponentResource,
  { slug, project }: Environment,
  name: string,
  hosts: readonly HostRoute[],
  backends: Backends,
  { policies, readable }: MadeErrorPages,
): gcp.compute.URLMap {
  const [fallback] = backends.values();
  // A map must name a backend even for what it refuses; the request is answered before it gets there.
  const notFound = {
    defaultService: fallback?.selfLink,
    defaultRouteAction: { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 100 } } },
  };
  const matcherName = (host: string) =>
    stableName("gcp:compute/URLMapPathMatcher:URLMapPathMatcher", slug, name, ...labelsOf(host));
  return new gcp.compute.URLMap(
    automaticName("gcp:compute/uRLMap:URLMap", slug, name, "routes"),
    {
      project,
      ...notFound,
      hostRules: hosts.map(({ host }) => ({ hosts: [host], pathMatcher: matcherName(host) })),
      pathMatchers: hosts.map((route) => ({
        name: matcherName(route.host),
        ...(route.rest ? defaultOf(route.rest.otherwise, backends) : notFound),
        ...(policies.has(route.host) && { defaultCustomErrorResponsePolicy: policies.get(route.host) }),
        ...(hasCases(route) ? { routeRules: routeRules(route, backends) } : pathRules(route, backends)),
      })),
    },
    { parent, dependsOn: [...readable] },
  );
}

/** Only route rules can ask for headers, and a matcher has either those or path rules, never both (url-map-concepts). */
function hasCases({ rest, paths }: HostRoute): boolean {
  return [rest, ...paths.map(({ answer }) => answer)].some((answer) => (answer?.cases.length ?? 0) > 0);
}

function pathRules({ paths }: HostRoute, backends: Backends) {
  if (paths.length === 0) return {};
  return { pathRules: paths.map(({ path, answer }) => ({ paths: [path], ...ruleOf(answer.otherwise, backends) })) };
}

/** Path rules prefer the longest path by themselves; route rules are asked in their order, so that is the order. */
function routeRules({ rest, paths }: HostRoute, backends: Backends) {
  const byLength = paths.toSorted((a, b) => rank(b.path) - rank(a.path));
  const all: { path: string; answer: Answer }[] = [...byLength, ...(rest ? [{ path: "/*", answer: rest }] : [])];
  return all
    .flatMap(({ path, answer }) => [
      ...answer.cases.map(({ when, to }) => ({ match: { ...pathMatch(path), ...conditionMatch(when) }, to })),
      // What the whole host answers otherwise is its matcher's default.
      ...(answer === rest ? [] : [{ match: pathMatch(path), to: answer.otherwise }]),
    ])
    .map(({ match, to }, i) => ({ priority: i + 1, matchRules: [match], ...ruleOf(to, backends) }));
}

/** Longer first, and of the same length a whole path before one with a star. */
const rank = (path: string) => 2 * path.replace(/\*$/, "").length + (path.endsWith("*") ? 0 : 1);

const pathMatch = (path: string) => (path.endsWith("*") ? { prefixMatch: path.slice(0, -1) } : { fullPathMatch: path });

function conditionMatch({ headers = {}, query = {} }: Condition) {
  const headerMatches = Object.entries(headers).map(([headerName, match]) => {
    if (typeof match === "string") return { headerName, exactMatch: match };
    return "prefix" in match ? { headerName, prefixMatch: match.prefix } : { headerName, presentMatch: true };
  });
  const queryParameterMatches = Object.entries(query).map(([name, match]) =>
    typeof match === "string" ? { name, exactMatch: match } : { name, presentMatch: true },
  );
  return {
    ...(headerMatches.length > 0 && { headerMatches }),
    ...(queryParameterMatches.length > 0 && { queryParameterMatches }),
  };
}

/** What is done with a request, as a rule says it. */
interface Rule {
  urlRedirect?: ReturnType<typeof redirectOf>;
  service?: pulumi.Output<string>;
  routeAction?: ReturnType<typeof sharesOf>;
}

function ruleOf(target: Target, backends: Backends): Rule {
  if (target.redirect) return { urlRedirect: redirectOf(target.redirect) };
  const [only, ...others] = target.services;
  if (only && others.length === 0) return { service: linkOf(only.service, backends) };
  return { routeAction: sharesOf(target, backends) };
}

/** The same, as what a matcher does where no rule fits. */
function defaultOf(target: Target, backends: Backends) {
  const { urlRedirect, service, routeAction } = ruleOf(target, backends);
  return { defaultUrlRedirect: urlRedirect, defaultService: service, defaultRouteAction: routeAction };
}

const linkOf = (service: Callee, backends: Backends) => (backends.get(service) as gcp.compute.BackendService).selfLink;

function sharesOf({ services }: Target, backends: Backends) {
  return {
    weightedBackendServices: services.map(({ service, percent }) => ({
      backendService: linkOf(service, backends),
      weight: percent,
    })),
  };
}

function redirectOf({ redirectTo, permanently = false }: Redirect) {
  const { host, path } = hostAndPath(redirectTo);
  return {
    httpsRedirect: true,
    stripQuery: false,
    // Both keep method and body; with 301 or 302 a client turns a POST into a GET.
    redirectResponseCode: permanently ? "PERMANENT_REDIRECT" : "TEMPORARY_REDIRECT",
    ...(host !== "" && { hostRedirect: host }),
    ...(path?.endsWith("*") && { prefixRedirect: path.slice(0, -1) }),
    ...(path !== undefined && !path.endsWith("*") && { pathRedirect: path }),
  };
}
