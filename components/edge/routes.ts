import type { Callee } from "../run/call";
import { calleeOf, type Service } from "../run/service";

/**
 * Host, or host and path, to what answers: `"registry.example.dev"`, `"registry.example.dev/v2/*"`. The longest path that
 * matches answers, whatever the order here. `"*.example.dev"` stands for all hosts one level under a domain that have no
 * route of their own.
 */
export type Routes = Readonly<Record<string, Route>>;

/** One destination, or several cases: the first that holds answers, and the last, which has no condition, otherwise. */
export type Route = Destination | readonly [Case, ...Case[], Destination];

export type Destination = Service<"edge"> | Split | Redirect;

/** Shares requests out by chance: `{ split: [{ to: registry, percent: 90 }, { to: next, percent: 10 }] }`. */
export interface Split {
  /** Services, each with its share; together 100. */
  split: readonly { to: Service<"edge">; percent: number }[];
}

/** Sends callers elsewhere: `{ redirectTo: "registry.example.dev" }`. */
export interface Redirect {
  /** A host, a host and path, or a path of the same host. `/*` at the end of both paths keeps what follows. */
  redirectTo: string;
  /** Whether callers may remember it for ever (308 instead of 307). @default false */
  permanently?: boolean;
}

/** `{ when: { headers: { "x-canary": "on" } }, to: next }`. */
export interface Case {
  when: Condition;
  to: Destination;
}

/** All of it must hold. */
export interface Condition {
  /** Header → what it is, what it begins with, or that it is there at all. */
  headers?: Readonly<Record<string, string | { prefix: string } | { present: true }>>;
  /** Query parameter → what it is, or that it is there at all. */
  query?: Readonly<Record<string, string | { present: true }>>;
}

/** What answers for a host, ready to be written into a URL map. */
export interface HostRoute {
  host: string;
  /** Answers what no path matches; nothing does where it is missing, and that is a 404. */
  rest?: Answer;
  paths: readonly { path: string; answer: Answer }[];
}

export interface Answer {
  /** In their order. */
  cases: readonly { when: Condition; to: Target }[];
  otherwise: Target;
}

/** One is set. */
export interface Target {
  services: readonly { service: Callee; percent: number }[];
  redirect?: Redirect;
}

/** A route, split at the first slash. */
export function hostAndPath(route: string): { host: string; path: string | undefined } {
  const slash = route.indexOf("/");
  return slash < 0 ? { host: route, path: undefined } : { host: route.slice(0, slash), path: route.slice(slash) };
}

export function hostsIn(routes: Routes): string[] {
  return [...new Set(Object.keys(routes).map((route) => hostAndPath(route).host))];
}

export function isSplit(destination: object): destination is Split {
  return "split" in destination;
}

export function isRedirect(destination: object): destination is Redirect {
  return "redirectTo" in destination;
}

export function routesByHost(routes: Routes): HostRoute[] {
  const hosts = new Map<string, { host: string; rest?: Answer; paths: { path: string; answer: Answer }[] }>();
  for (const [route, given] of Object.entries(routes)) {
    const { host, path } = hostAndPath(route);
    const entry = hosts.get(host) ?? { host, paths: [] };
    hosts.set(host, entry);
    if (path === undefined) entry.rest = answerOf(given);
    else entry.paths.push({ path, answer: answerOf(given) });
  }
  return [...hosts.values()];
}

const isList = (route: Route): route is Extract<Route, readonly unknown[]> => Array.isArray(route);

function answerOf(route: Route): Answer {
  const all: readonly (Case | Destination)[] = isList(route) ? route : [route];
  const cases = all.slice(0, -1) as Case[];
  return {
    cases: cases.map(({ when, to }) => ({ when, to: targetOf(to) })),
    otherwise: targetOf(all.at(-1) as Destination),
  };
}

function targetOf(destination: Destination): Target {
  if (isRedirect(destination)) return { services: [], redirect: destination };
  if (isSplit(destination))
    return { services: destination.split.map(({ to, percent }) => ({ service: calleeOf(to), percent })) };
  return { services: [{ service: calleeOf(destination), percent: 100 }] };
}

/** What a host may answer with, the destination for the whole of it first. */
function targetsOf({ rest, paths }: HostRoute): Target[] {
  const answers = [...(rest ? [rest] : []), ...paths.map(({ answer }) => answer)];
  return answers.flatMap(({ cases, otherwise }) => [otherwise, ...cases.map(({ to }) => to)]);
}

/** Each service that a route leads to, once. */
export function routedServices(hosts: readonly HostRoute[]): Callee[] {
  return [...new Set(hosts.flatMap(targetsOf).flatMap(({ services }) => services.map(({ service }) => service)))];
}
