/** Where a URL map sends a request (cloud.google.com/load-balancing/docs/url-map-concepts). */
import type { PropertyMap, PropertyValue } from "../../values";
import { errorRule, pageAt } from "../compute/error-policies";
import { withoutHost } from "../references";
import { objectOf, objectsOf, textOf, textsOf } from "../typed";
import type { World, WorldRecord } from "../world";

export interface RequestLine {
  host: string;
  path: string;
  /** In lower case. */
  headers: Readonly<Record<string, string>>;
  query: URLSearchParams;
}

/** To backends by their ids, or answered by the balancer itself. */
export type Route = { backends: string[] } | { status: number; page?: string } | { fault: string };

export function routed(world: World, proxy: WorldRecord, request: RequestLine): Route {
  const id = withoutHost(String(proxy.inputs.urlMap));
  const map = world.get("gcp:compute/uRLMap:URLMap", id);
  if (!map) return { fault: `${proxy.id} has no URL map: ${id} is gone` };
  const name = matcherName(map.inputs, request.host);
  if (name === undefined) return withPage(world, routeOf(defaults(map.inputs)), [map.inputs]);
  const matcher = objectsOf(map.inputs.pathMatchers).find((candidate) => candidate.name === name);
  if (!matcher) return { fault: `${map.id} has no path matcher ${name}` };
  const rule = pathRule(matcher, request.path) ?? routeRule(matcher, request);
  return withPage(world, routeOf(rule ?? defaults(matcher)), [...(rule ? [rule] : []), matcher, map.inputs]);
}

/** What is answered in place of an error, where the levels that the request is at name a page. */
function withPage(world: World, route: Route, levels: readonly PropertyMap[]): Route {
  if (!("status" in route) || route.status < 400) return route;
  const found = errorRule(levels, route.status);
  if (!found) return route;
  const { path, overrideResponseCode } = found.rule;
  const page = pageAt(world, found.service, String(path));
  const status = typeof overrideResponseCode === "number" ? overrideResponseCode : route.status;
  return { status, ...(typeof page === "object" && { page: String(page.inputs.content) }) };
}

/** The rule with the host's own name, or else with a star in place of its first label, or of all of it. */
function matcherName({ hostRules }: PropertyMap, host: string): string | undefined {
  const rules = objectsOf(hostRules);
  for (const pattern of [host, host.replace(/^[^.]+/, "*"), "*"]) {
    const rule = rules.find(({ hosts }) => textsOf(hosts).includes(pattern));
    if (rule) return textOf(rule.pathMatcher);
  }
  return undefined;
}

/** What a map or a matcher does with what no rule of it fits, in the words of a rule. */
function defaults({ defaultService, defaultRouteAction, defaultUrlRedirect }: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries({
      service: defaultService,
      routeAction: defaultRouteAction,
      urlRedirect: defaultUrlRedirect,
    }).filter((entry): entry is [string, PropertyValue] => entry[1] !== undefined),
  );
}

/** The longest path that fits, and of the same length a whole one before one with a star. */
function pathRule({ pathRules }: PropertyMap, path: string): PropertyMap | undefined {
  const fitting = objectsOf(pathRules).flatMap((rule) =>
    textsOf(rule.paths)
      .filter((pattern) => (pattern.endsWith("/*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern))
      .map((pattern) => ({ rule, length: pattern.replace(/\*$/, "").length + (pattern.endsWith("*") ? 0 : 0.5) })),
  );
  return fitting.sort((a, b) => b.length - a.length)[0]?.rule;
}

/** The first that fits, in the order of priorities. */
function routeRule({ routeRules }: PropertyMap, request: RequestLine): PropertyMap | undefined {
  return objectsOf(routeRules)
    .sort((a, b) => Number(a.priority) - Number(b.priority))
    .find(({ matchRules }) => objectsOf(matchRules).some((match) => fits(match, request)));
}

const understood = ["prefixMatch", "fullPathMatch", "ignoreCase", "headerMatches", "queryParameterMatches"];

function fits(match: PropertyMap, { path, headers, query }: RequestLine): boolean {
  const other = Object.keys(match).find((key) => !understood.includes(key));
  if (other !== undefined) throw new Error(`the local cloud cannot tell what a match rule's ${other} fits`);
  const { prefixMatch, fullPathMatch, headerMatches, queryParameterMatches } = match;
  const [prefix, full] = [textOf(prefixMatch), textOf(fullPathMatch)];
  return (
    (prefix === undefined || path.startsWith(prefix)) &&
    (full === undefined || path === full) &&
    objectsOf(headerMatches).every((one) => fitsText(one, headers[String(one.headerName).toLowerCase()])) &&
    objectsOf(queryParameterMatches).every((one) => fitsText(one, query.get(String(one.name)) ?? undefined))
  );
}

function fitsText({ exactMatch, prefixMatch, presentMatch }: PropertyMap, text: string | undefined): boolean {
  if (presentMatch === true) return text !== undefined;
  if (textOf(exactMatch) !== undefined) return text === exactMatch;
  const prefix = textOf(prefixMatch);
  return prefix !== undefined && (text ?? "").startsWith(prefix);
}

function routeOf({ service, routeAction, urlRedirect }: PropertyMap): Route {
  const { faultInjectionPolicy, weightedBackendServices } = objectOf(routeAction);
  const { httpStatus, percentage } = objectOf(objectOf(faultInjectionPolicy).abort);
  if (percentage === 100) return { status: Number(httpStatus) };
  const redirect = objectOf(urlRedirect);
  if (Object.keys(redirect).length > 0)
    return { status: redirects[textOf(redirect.redirectResponseCode) ?? ""] ?? 301 };
  const shares = objectsOf(weightedBackendServices).filter(({ weight }) => Number(weight) > 0);
  const links = shares.length > 0 ? shares.map(({ backendService }) => backendService) : [service];
  return { backends: links.map((link) => withoutHost(String(link))) };
}

/** Where none is named, the first. */
const redirects: Readonly<Record<string, number>> = {
  MOVED_PERMANENTLY_DEFAULT: 301,
  FOUND: 302,
  SEE_OTHER: 303,
  TEMPORARY_REDIRECT: 307,
  PERMANENT_REDIRECT: 308,
};
