import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { Edge, type EdgeArgs, type Environment, Service } from "../../components";
import type { EnvironmentOutputs } from "../../contract";
import { declareIn, developer, image, one, production } from "../support/declare";

type Services = Record<"registry" | "next" | "layers", Service<"edge">>;
type RoutesOf = (services: Services, environment: Environment) => EdgeArgs["routes"];

function servicesIn(environment: Environment): Services {
  const make = (name: string) => new Service(name, { environment, image, exposure: "edge" });
  return { registry: make("registry"), next: make("next"), layers: make("layers") };
}

// biome-ignore lint/suspicious/noExplicitAny: what is read of it is told below
type UrlMap = Record<string, any>;

async function urlMapOf(routes: RoutesOf): Promise<UrlMap> {
  const declared = await declareIn(production, (environment) => {
    new Edge("edge", { environment, routes: routes(servicesIn(environment), environment) });
  });
  return one(declared, "gcp:compute/uRLMap:URLMap", "edge-routes").inputs;
}

interface Asked {
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

/** Who answers a request, as the load balancer's documentation has it (url-map-concepts). */
function answer(map: UrlMap, host: string, path: string, asked: Asked = {}): unknown {
  const rule = map.hostRules.find(({ hosts }: UrlMap) => hosts.includes(host));
  if (!rule) return told(map);
  const matcher = map.pathMatchers.find(({ name }: UrlMap) => name === rule.pathMatcher);
  const byPriority = (matcher.routeRules ?? []).toSorted((a: UrlMap, b: UrlMap) => a.priority - b.priority);
  const byLength = (matcher.pathRules ?? [])
    .filter(({ paths: [pattern] }: UrlMap) =>
      pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
    )
    .toSorted((a: UrlMap, b: UrlMap) => b.paths[0].length - a.paths[0].length);
  const found = byPriority.find(({ matchRules: [match] }: UrlMap) => fits(match, path, asked)) ?? byLength[0];
  return told(found ?? matcher);
}

function fits(match: UrlMap, path: string, { headers = {}, query = {} }: Asked): boolean {
  const holds = ({ exactMatch, prefixMatch, presentMatch }: UrlMap, value: string | undefined) =>
    value !== undefined &&
    (presentMatch === true || value === exactMatch || (prefixMatch !== undefined && value.startsWith(prefixMatch)));
  return (
    (match.fullPathMatch === undefined || match.fullPathMatch === path) &&
    (match.prefixMatch === undefined || path.startsWith(match.prefixMatch)) &&
    (match.headerMatches ?? []).every((one: UrlMap) => holds(one, headers[one.headerName])) &&
    (match.queryParameterMatches ?? []).every((one: UrlMap) => holds(one, query[one.name]))
  );
}

function told(rule: UrlMap): unknown {
  const action = rule.routeAction ?? rule.defaultRouteAction;
  const status = action?.faultInjectionPolicy?.abort.httpStatus;
  const nameOf = (link: string) => link.split("/edge-").at(-1);
  if (status) return status;
  if (action?.weightedBackendServices)
    return action.weightedBackendServices.map(({ backendService, weight }: UrlMap) => [nameOf(backendService), weight]);
  return rule.urlRedirect ?? rule.defaultUrlRedirect ?? nameOf(rule.service ?? rule.defaultService);
}

describe("the routes of an Edge", () => {
  it("several hosts and paths lead to several services, the longest path first, and nobody answers for the rest", async () => {
    const map = await urlMapOf(({ registry, layers, next }) => ({
      "registry.example.dev": registry,
      "registry.example.dev/v2/*": next,
      "registry.example.dev/v2/blobs/*": layers,
      "keys.example.dev/jwks": next,
    }));
    const asked = (host: string, path: string) => answer(map, host, path);
    assert.deepEqual(
      ["/", "/v2", "/v2/", "/v2/x", "/v2/blobs/x"].map((path) => asked("registry.example.dev", path)),
      ["registry", "registry", "next", "next", "layers"],
    );
    assert.deepEqual(
      [asked("keys.example.dev", "/jwks"), asked("keys.example.dev", "/jwks/x"), asked("a.example.dev", "/")],
      ["next", 404, 404],
    );
  });

  it("split: shares are handed out by chance, on a whole host and on a path", async () => {
    const map = await urlMapOf(({ registry, next, layers }) => ({
      "registry.example.dev": {
        split: [
          { to: registry, percent: 90 },
          { to: next, percent: 10 },
        ],
      },
      "registry.example.dev/v2/*": {
        split: [
          { to: layers, percent: 100 },
          { to: next, percent: 0 },
        ],
      },
    }));
    const shares = (path: string) => answer(map, "registry.example.dev", path);
    assert.deepEqual(shares("/"), [
      ["registry", 90],
      ["next", 10],
    ]);
    assert.deepEqual(shares("/v2/x"), [
      ["layers", 100],
      ["next", 0],
    ]);
  });

  it("cases: the first that holds answers, by header or query, and all of a case must hold", async () => {
    const map = await urlMapOf(({ registry, next, layers }) => ({
      "registry.example.dev": [
        { when: { headers: { "x-canary": "on" }, query: { n: { present: true } } }, to: layers },
        { when: { headers: { "x-canary": { prefix: "o" } } }, to: next },
        registry,
      ],
    }));
    const asked = (request: Asked) => answer(map, "registry.example.dev", "/v2/", request);
    assert.deepEqual(
      [
        asked({}),
        asked({ headers: { "x-canary": "on" } }),
        asked({ headers: { "x-canary": "on" }, query: { n: "1" } }),
        asked({ query: { n: "1" } }),
        asked({ headers: { "x-canary": "yes" } }),
      ],
      ["registry", "next", "layers", "registry", "registry"],
    );
  });

  it("a case on one path changes nothing for who does not fit it: the longest path still answers", async () => {
    const paths = ({ registry, layers, next }: Services) => ({
      "registry.example.dev": registry,
      "registry.example.dev/v2/*": next,
      "registry.example.dev/v2/blobs/*": layers,
    });
    const before = await urlMapOf(paths);
    const after = await urlMapOf((services) => ({
      ...paths(services),
      "registry.example.dev/v2/*": [{ when: { query: { debug: "1" } }, to: services.registry }, services.next],
    }));
    for (const path of ["/", "/v2", "/v2/", "/v2/x", "/v2/blobs/x"])
      assert.equal(answer(after, "registry.example.dev", path), answer(before, "registry.example.dev", path), path);
    const debug = { query: { debug: "1" } };
    assert.deepEqual(
      ["/v2/x", "/v2/blobs/x"].map((path) => answer(after, "registry.example.dev", path, debug)),
      ["registry", "layers"],
    );
  });

  it("redirect: keeps method, body and query, is HTTPS, and keeps what follows a path that ends in a star", async () => {
    const map = await urlMapOf(({ registry }) => ({
      "registry.example.dev": registry,
      "registry.example.dev/v1/*": { redirectTo: "/v2/*", permanently: true },
      "images.example.dev": { redirectTo: "registry.example.dev" },
    }));
    const always = { httpsRedirect: true, stripQuery: false };
    assert.deepEqual(answer(map, "registry.example.dev", "/v1/x"), {
      ...always,
      redirectResponseCode: "PERMANENT_REDIRECT",
      prefixRedirect: "/v2/",
    });
    assert.deepEqual(answer(map, "images.example.dev", "/x"), {
      ...always,
      redirectResponseCode: "TEMPORARY_REDIRECT",
      hostRedirect: "registry.example.dev",
    });
  });

  it("a host tells applications of the service for the whole of it, and one that only redirects of none", async () => {
    for (const [args, url] of [
      [production, "https://registry.example.dev"],
      [developer, "https://registry-318420971355.europe-west1.run.app"],
    ] as const) {
      let endpoints: pulumi.Output<EnvironmentOutputs["edge"]> | undefined;
      await declareIn(args, (environment) => {
        const { registry, next } = servicesIn(environment);
        const to = {
          split: [
            { to: registry, percent: 50 },
            { to: next, percent: 50 },
          ],
        } as const;
        const routes = {
          [environment.host("registry")]: [{ when: { query: { a: "b" } }, to: next }, to] as const,
          [environment.host("images")]: { redirectTo: environment.host("registry") },
        };
        endpoints = new Edge("edge", { environment, routes }).endpoints;
      });
      const { hosts } = await new Promise<EnvironmentOutputs["edge"]>((resolve) => endpoints?.apply(resolve));
      assert.deepEqual(Object.values(hosts), [{ url, service: "registry" }]);
    }
  });
});

describe("routes of an Edge that are nonsense", () => {
  const whole = (route: (services: Services) => unknown): RoutesOf => {
    return (services) => ({ "a.example.dev": route(services) as never, "b.example.dev": services.registry });
  };
  const refusals: [string, RoutesOf, RegExp][] = [
    [
      "shares that are not 100 together",
      whole(({ registry, next }) => ({
        split: [
          { to: registry, percent: 90 },
          { to: next, percent: 20 },
        ],
      })),
      /\.split: comes to 110 percent; shares are 100 together/,
    ],
    ["a share of all", whole(({ next }) => ({ split: [{ to: next, percent: 100 }] })), /\.split: shares nothing out/],
    [
      "a service that shares with itself",
      whole(({ next }) => ({
        split: [
          { to: next, percent: 50 },
          { to: next, percent: 50 },
        ],
      })),
      /\.split: names a service twice/,
    ],
    [
      "half a percent",
      whole(({ registry, next }) => ({
        split: [
          { to: registry, percent: 99.5 },
          { to: next, percent: 0.5 },
        ],
      })),
      /\.split\[1\]\.percent: 0\.5 is not a whole percentage/,
    ],
    [
      "a case at the end",
      whole(({ next }) => [{ when: { query: { a: "b" } }, to: next }]),
      /\[0\]: is the last and has a condition/,
    ],
    ["what follows what always answers", whole(({ registry, next }) => [registry, next]), /\[0\]: has no condition/],
    [
      "a case for nothing",
      whole(({ registry, next }) => [{ when: {}, to: next }, registry]),
      /\.when: asks for nothing/,
    ],
    [
      "a header with a space",
      whole(({ registry, next }) => [{ when: { headers: { "x y": "1" } }, to: next }, registry]),
      /"x y" is not the name of a header/,
    ],
    [
      "a case by host",
      whole(({ registry, next }) => [{ when: { headers: { Host: "b.example.dev" } }, to: next }, registry]),
      /is what routes are keyed by/,
    ],
    [
      "a prefix of nothing",
      whole(({ registry, next }) => [{ when: { headers: { "x-a": { prefix: "" } } }, to: next }, registry]),
      /is empty; \{ present: true \} takes any value/,
    ],
    ["a redirect to nowhere", whole(() => ({ redirectTo: "" })), /"" is not an address such as/],
    ["a redirect in plain HTTP", whole(() => ({ redirectTo: "http://b.example.dev" })), /it is always https/],
    ["a redirect to itself", whole(() => ({ redirectTo: "a.example.dev" })), /callers would go round for ever/],
    ["a redirect that keeps nothing", whole(() => ({ redirectTo: "/v2/*" })), /the route has no \/\* at its end/],
    [
      "redirects alone",
      () => ({ "a.example.dev": { redirectTo: "b.example.dev" } }),
      /routes: redirects alone, and leads to no service/,
    ],
    [
      "a host said twice",
      ({ registry, next }) => ({ "a.example.dev": registry, "a.example.dev/*": next }),
      /answers the whole host, which "a\.example\.dev" does too/,
    ],
  ];
  const thrown = new Map<string, unknown>();
  before(() =>
    declareIn(production, (environment) => {
      const services = servicesIn(environment);
      for (const [title, routes] of refusals)
        try {
          new Edge("edge", { environment, routes: routes(services, environment) });
        } catch (error) {
          thrown.set(title, error);
        }
    }),
  );
  for (const [title, , message] of refusals)
    it(`refuses ${title}`, () => assert.match(String(thrown.get(title)), message));
});
