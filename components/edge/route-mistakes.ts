import type { Environment } from "../environment";
import { hostMistakes } from "../host";
import { checksInto, isCount, type Mistake } from "../refuse";
import { calleeOf, Service } from "../run/service";
import {
  type Case,
  type Condition,
  type Destination,
  hostAndPath,
  isRedirect,
  isSplit,
  type Routes,
  type Split,
} from "./routes";

/** cloud.google.com/load-balancing/docs/url-map-concepts#wildcards-regx-dynamic: a star only at the end, after a slash. */
const pathPattern = /^(\/[A-Za-z0-9._~!$&'()+,;=:@%-]*)*(\/\*)?$/;
/** RFC 9110, a token. Of pseudo headers, none: a route has the host and the path already. */
const headerPattern = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const redirectPattern = /^[A-Za-z0-9.-]*(\/[A-Za-z0-9._~!$&'()+,;=:@%/-]*\*?)?$/;

export function routeMistakes(routes: Routes, environment: Environment): Mistake[] {
  const mistakes: Mistake[] = [];
  const record = checksInto(mistakes);
  let services = 0;
  for (const [route, given] of Object.entries(routes)) {
    const { host, path } = hostAndPath(route);
    const propertyPath = `routes[${JSON.stringify(route)}]`;
    mistakes.push(...hostMistakes(propertyPath, host.replace(/^\*\./, ""), environment));
    record(
      path === undefined || pathPattern.test(path),
      propertyPath,
      `${JSON.stringify(path)} is not a path: /v2, or /v2/* with the star last`,
    );
    record(
      path !== "/*" || !Object.hasOwn(routes, host),
      propertyPath,
      `answers the whole host, which ${JSON.stringify(host)} does too; leave one out`,
    );
    for (const { at, destination } of destinationsOf(propertyPath, given, mistakes)) {
      mistakes.push(...destinationMistakes(at, destination, route, environment));
      if (!isObject(destination) || !isRedirect(destination)) services++;
    }
  }
  record(Object.keys(routes).length > 0, "routes", "leads nowhere; name a host and its service");
  record(
    services > 0 || Object.keys(routes).length === 0,
    "routes",
    "redirects alone, and leads to no service; a load balancer needs one, so redirect where the domain is registered",
  );
  return mistakes;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The destinations of a route, with where they stand; what is wrong with its cases goes into the list. */
function destinationsOf(
  propertyPath: string,
  route: Routes[string],
  mistakes: Mistake[],
): { at: string; destination: Destination }[] {
  if (!Array.isArray(route)) return [{ at: propertyPath, destination: route as Destination }];
  const all = route as readonly unknown[];
  return all.map((entry, i) => {
    const at = `${propertyPath}[${i}]`;
    const isCase = isObject(entry) && "when" in entry;
    if (i < all.length - 1 && isCase) {
      mistakes.push(...conditionMistakes(`${at}.when`, (entry as Case).when));
      return { at: `${at}.to`, destination: (entry as Case).to };
    }
    if (i < all.length - 1)
      mistakes.push({ propertyPath: at, reason: "has no condition, so what follows is never asked; put it last" });
    else if (isCase)
      mistakes.push({ propertyPath: at, reason: "is the last and has a condition; end with what answers otherwise" });
    return { at, destination: (isCase ? (entry as Case).to : entry) as Destination };
  });
}

function conditionMistakes(at: string, { headers = {}, query = {} }: Condition = {}): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(
    Object.keys(headers).length + Object.keys(query).length > 0,
    at,
    "asks for nothing; name a header or a query parameter",
  );
  for (const [header, match] of Object.entries(headers)) {
    const path = `${at}.headers[${JSON.stringify(header)}]`;
    check(headerPattern.test(header), path, `${JSON.stringify(header)} is not the name of a header`);
    // Google reads the names of these, too, but they are the route's own key (url-map-concepts).
    check(!/^(host|:.*)$/i.test(header), path, "is what routes are keyed by; write another route");
    const empty = match === "" || (typeof match === "object" && "prefix" in match && match.prefix === "");
    check(!empty, path, "is empty; { present: true } takes any value");
  }
  for (const [parameter, match] of Object.entries(query))
    check(match !== "" && parameter !== "", `${at}.query[${JSON.stringify(parameter)}]`, "is empty");
  return mistakes;
}

function destinationMistakes(at: string, destination: Destination, route: string, environment: Environment): Mistake[] {
  if (destination instanceof Service) return serviceMistakes(at, destination, environment);
  if (isObject(destination) && isRedirect(destination)) return redirectMistakes(at, destination.redirectTo, route);
  if (isObject(destination) && isSplit(destination)) return splitMistakes(at, destination, environment);
  return [{ propertyPath: at, reason: "does not lead to a Service, a split or a redirect" }];
}

function serviceMistakes(at: string, service: unknown, environment: Environment): Mistake[] {
  if (!(service instanceof Service)) return [{ propertyPath: at, reason: "does not lead to a Service" }];
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  check(calleeOf(service).environment === environment, at, "leads to a service of another environment");
  check(
    calleeOf(service).exposure === "edge",
    at,
    'leads to a service that is not exposed at the edge: exposure: "edge"',
  );
  return mistakes;
}

function splitMistakes(at: string, { split }: { split: unknown }, environment: Environment): Mistake[] {
  const shares = (Array.isArray(split) ? split : []).map(
    (share: Partial<Split["split"][number]> | null) => share ?? {},
  );
  const mistakes = shares.flatMap(({ to }, i) => serviceMistakes(`${at}.split[${i}].to`, to, environment));
  const check = checksInto(mistakes);
  check(shares.length > 1, `${at}.split`, "shares nothing out; name two services or more");
  check(new Set(shares.map(({ to }) => to)).size === shares.length, `${at}.split`, "names a service twice");
  shares.forEach(({ percent = Number.NaN }, i) => {
    check(isCount(percent, 0, 100), `${at}.split[${i}].percent`, `${percent} is not a whole percentage, 0 to 100`);
  });
  const sum = shares.reduce((total, { percent = Number.NaN }) => total + percent, 0);
  check(shares.length < 2 || sum === 100, `${at}.split`, `comes to ${sum} percent; shares are 100 together`);
  return mistakes;
}

function redirectMistakes(at: string, redirectTo: string, route: string): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const form = 'such as "registry.example.dev", "registry.example.dev/v2" or "/v2/*"; it is always https';
  const given = JSON.stringify(redirectTo);
  check(
    redirectTo !== "" && redirectPattern.test(redirectTo),
    `${at}.redirectTo`,
    `${given} is not an address ${form}`,
  );
  check(
    !redirectTo.endsWith("*") || (redirectTo.endsWith("/*") && route.endsWith("/*")),
    `${at}.redirectTo`,
    `${given} keeps what follows a path, and the route has no /* at its end`,
  );
  check(redirectTo !== route, `${at}.redirectTo`, `${given} is the route itself; callers would go round for ever`);
  return mistakes;
}
