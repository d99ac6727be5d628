import type { Environment } from "../environment";
import { hostMistakes } from "../host";
import { checksInto, type Mistake } from "../refuse";
import type { Callee } from "../run/call";
import { calleeOf, Service } from "../run/service";

/** Host, or host and path, to the service that answers: `"registry.example.dev"`, `"registry.example.dev/v2/*"`. */
export type Routes = Readonly<Record<string, Service<"edge">>>;

/** What answers for a host: the paths in the order given, and the rest of it. */
export interface HostRoute {
  host: string;
  /** Answers what no path matches; nothing does where it is missing, and that is a 404. */
  rest?: Callee;
  paths: { path: string; service: Callee }[];
}

/** cloud.google.com/load-balancing/docs/url-map-concepts#wildcards-regx-dynamic: a star only at the end, after a slash. */
const pathPattern = /^(\/[A-Za-z0-9._~!$&'()+,;=:@%-]*)*(\/\*)?$/;

function split(route: string): { host: string; path: string | undefined } {
  const slash = route.indexOf("/");
  return slash < 0 ? { host: route, path: undefined } : { host: route.slice(0, slash), path: route.slice(slash) };
}

export function routesByHost(routes: Routes): HostRoute[] {
  const hosts = new Map<string, HostRoute>();
  for (const [route, service] of Object.entries(routes)) {
    const { host, path } = split(route);
    const entry = hosts.get(host) ?? { host, paths: [] };
    hosts.set(host, entry);
    if (path === undefined) entry.rest = calleeOf(service);
    else entry.paths.push({ path, service: calleeOf(service) });
  }
  return [...hosts.values()];
}

/** Each service that a route leads to, once. */
export function routedServices(hosts: readonly HostRoute[]): Callee[] {
  return [
    ...new Set(hosts.flatMap(({ rest, paths }) => [...(rest ? [rest] : []), ...paths.map(({ service }) => service)])),
  ];
}

export function routeMistakes(routes: Routes, environment: Environment): Mistake[] {
  const mistakes: Mistake[] = [];
  const record = checksInto(mistakes);
  for (const [route, service] of Object.entries(routes)) {
    const { host, path } = split(route);
    const propertyPath = `routes[${JSON.stringify(route)}]`;
    const check = (ok: boolean, reason: string) => record(ok, propertyPath, reason);
    mistakes.push(...hostMistakes(propertyPath, host, environment));
    check(
      path === undefined || pathPattern.test(path),
      `${JSON.stringify(path)} is not a path: /v2, or /v2/* with the star last`,
    );
    check(service instanceof Service, "does not lead to a Service");
    if (!(service instanceof Service)) continue;
    check(calleeOf(service).environment === environment, "leads to a service of another environment");
    check(
      calleeOf(service).exposure === "edge",
      'leads to a service that is not exposed at the edge: exposure: "edge"',
    );
  }
  record(Object.keys(routes).length > 0, "routes", "leads nowhere; name a host and its service");
  return mistakes;
}
