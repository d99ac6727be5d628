import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { Edge, type EdgeArgs, Environment, Service } from "../../components";
import type { EnvironmentOutputs } from "../../contract";
import { declareIn, developer, one, production } from "../support/declare";
import { itRefusesAll } from "../support/refusals";
import { TestStack } from "../support/stack";

const image = `europe-docker.pkg.dev/example/images/app@sha256:${"ab".repeat(32)}`;

type Services = Record<"registry" | "next" | "layers", Service<"edge">>;
type RoutesOf = (services: Services) => EdgeArgs["routes"];

function servicesIn(environment: Environment): Services {
  const make = (name: string) => new Service(name, { environment, image, exposure: "edge" });
  return { registry: make("registry"), next: make("next"), layers: make("layers") };
}

const routes: RoutesOf = ({ registry, next, layers }) => {
  const canary = {
    split: [
      { to: registry, percent: 90 },
      { to: next, percent: 10 },
    ],
  };
  const paths = (host: string) => ({
    [host]: registry,
    [`${host}/v2/*`]: next,
    [`${host}/v2/blobs/*`]: layers,
    [`${host}/v2/blobs/`]: next,
  });
  return {
    ...paths("paths.example.dev"),
    ...paths("cases.example.dev"),
    "cases.example.dev/v2/*": [{ when: { query: { debug: "1" } }, to: registry }, next],
    "keys.example.dev/jwks": next,
    "canary.example.dev": canary,
    "canary.example.dev/v2/*": [{ when: { headers: { "x-canary": "on" } }, to: next }, canary],
    "asked.example.dev": [
      { when: { headers: { "x-canary": "on" }, query: { n: { present: true } } }, to: layers },
      { when: { headers: { "x-canary": { prefix: "o" } } }, to: next },
      registry,
    ],
    "example.dev": layers,
    "*.example.dev": next,
    "images.example.dev": { redirectTo: "paths.example.dev" },
    "paths.example.dev/v1/*": { redirectTo: "/v2/*", permanently: true },
  };
};

describe("the routes of an Edge", () => {
  const stack = new TestStack("prod");
  before(async () => {
    stack.program = () => {
      const environment = new Environment("environment", production);
      new Edge("edge", { environment, routes: routes(servicesIn(environment)) });
      return {};
    };
    const { errors } = await stack.up();
    assert.equal(errors, "");
  });

  /** Who answers, or the status that the load balancer answers with; no request may meet anything that is broken. */
  const answer = (url: string, headers = {}) => {
    const { served, status, broken } = stack.cloud.ask(`https://${url}`, headers);
    assert.deepEqual(broken, [], url);
    return status ?? [...new Set(served.map(({ service }) => service.replace("production-", "")))].join();
  };

  it("several hosts and paths lead to several services, the longest path first, and nobody answers for the rest", () => {
    assert.deepEqual(
      ["/", "/v2", "/v2/", "/v2/x", "/v2/blobs/", "/v2/blobs/x"].map((path) => answer(`paths.example.dev${path}`)),
      ["registry", "registry", "next", "next", "next", "layers"],
    );
    assert.deepEqual(
      ["/jwks", "/jwks/x", "/"].map((path) => answer(`keys.example.dev${path}`)),
      ["next", 404, 404],
    );
  });

  it("a case on one path changes nothing for who does not fit it: the longest path still answers", () => {
    for (const path of ["/", "/v2", "/v2/", "/v2/x", "/v2/blobs/", "/v2/blobs/x"])
      assert.equal(answer(`cases.example.dev${path}`), answer(`paths.example.dev${path}`), path);
    assert.equal(answer("cases.example.dev/v2/x?debug=1"), "registry");
    assert.equal(answer("cases.example.dev/v2/blobs/x?debug=1"), "layers");
  });

  it("cases: the first that holds answers, by header or query, and all of a case must hold", () => {
    const on = { "x-canary": "on" };
    assert.equal(answer("asked.example.dev/"), "registry");
    assert.equal(answer("asked.example.dev/", on), "next");
    assert.equal(answer("asked.example.dev/?n=1", on), "layers");
    assert.equal(answer("asked.example.dev/?n=1"), "registry");
    assert.equal(answer("asked.example.dev/", { "x-canary": "yes" }), "registry");
  });

  it("split: any of the services may answer, on a whole host and where no case of a path holds", () => {
    assert.equal(answer("canary.example.dev/"), "registry,next");
    assert.equal(answer("canary.example.dev/v2/x"), "registry,next");
    assert.equal(answer("canary.example.dev/v2/x", { "x-canary": "on" }), "next");
  });

  it("a wildcard answers for hosts without a route of their own, and the domain itself is a host like any other", () => {
    assert.equal(answer("anything.example.dev/"), "next");
    assert.equal(answer("example.dev/"), "layers");
  });

  it("redirect: for ever only where that is said", () => {
    assert.equal(answer("paths.example.dev/v1/x"), 308);
    assert.equal(answer("images.example.dev/x"), 307);
  });
});

describe("an Edge whose hosts are in a zone of Cloud DNS", () => {
  it("proves its certificates and is found there, by wildcard and domain as well", async () => {
    const stack = new TestStack("prod");
    stack.program = () => {
      const environment = new Environment("environment", production);
      const made = { provider: environment.gcp, dependsOn: environment.foundation.api("dns.googleapis.com") };
      const { name } = new gcp.dns.ManagedZone("zone", { dnsName: "example.dev." }, made);
      const { registry, next } = servicesIn(environment);
      const routes = { "example.dev": registry, "*.example.dev": next, "a.example.dev": registry };
      new Edge("edge", { environment, routes, cloudDnsZone: name });
      return {};
    };
    const { errors, snapshot } = await stack.up();
    assert.equal(errors, "");
    for (const host of ["example.dev", "b.example.dev", "a.example.dev"])
      assert.deepEqual(stack.cloud.ask(`https://${host}`).broken, [], host);
    const types = snapshot.resources.map(({ type }) => type);
    assert.ok(!types.includes("cloudflare:index/dnsRecord:DnsRecord"));
    const proofs = types.filter((type) => type === "gcp:certificatemanager/dnsAuthorization:DnsAuthorization");
    assert.equal(proofs.length, 2, "a domain and its wildcard are proved at once");
  });
});

describe("what an Edge tells the load balancer", () => {
  it("shares by weight, and redirects that are HTTPS and keep method, body, query and what follows a star", async () => {
    const declared = await declareIn(production, (environment) => {
      new Edge("edge", { environment, routes: routes(servicesIn(environment)) });
    });
    const { pathMatchers } = one(declared, "gcp:compute/uRLMap:URLMap", "edge-routes").inputs;
    // biome-ignore lint/suspicious/noExplicitAny: what is read of it is told below
    const matcher = (label: string): any => pathMatchers.find(({ name }: any) => name.includes(label));
    assert.deepEqual(matcher("canary").defaultRouteAction.weightedBackendServices, [
      { backendService: "https://compute.example.dev/edge-registry", weight: 90 },
      { backendService: "https://compute.example.dev/edge-next", weight: 10 },
    ]);
    const always = { httpsRedirect: true, stripQuery: false };
    assert.deepEqual(matcher("images").defaultUrlRedirect, {
      ...always,
      redirectResponseCode: "TEMPORARY_REDIRECT",
      hostRedirect: "paths.example.dev",
    });
    assert.deepEqual(matcher("paths").pathRules.at(-1), {
      paths: ["/v1/*"],
      urlRedirect: { ...always, redirectResponseCode: "PERMANENT_REDIRECT", prefixRedirect: "/v2/" },
    });
  });
});

describe("what an Edge tells applications", () => {
  it("a host stands for the first service that it leads to; redirects and wildcards are no hosts to call", async () => {
    for (const [args, url] of [
      [production, "https://registry.example.dev"],
      [developer, "https://registry-318420971355.europe-west1.run.app"],
    ] as const) {
      let endpoints: pulumi.Output<EnvironmentOutputs["edge"]> | undefined;
      await declareIn(args, (environment) => {
        const { registry, next } = servicesIn(environment);
        const routes: EdgeArgs["routes"] = {
          [environment.host("registry")]: [{ when: { query: { a: "b" } }, to: next }, registry],
          [environment.host("images")]: { redirectTo: environment.host("registry") },
          [`*.${environment.domain}`]: next,
        };
        endpoints = new Edge("edge", { environment, routes }).endpoints;
      });
      const { hosts } = await new Promise<EnvironmentOutputs["edge"]>((resolve) => endpoints?.apply(resolve));
      assert.deepEqual(Object.values(hosts), [{ url, service: "registry" }]);
    }
  });
});

describe("routes of an Edge that are nonsense", () => {
  /** What a whole host leads to, beside a route that is good. */
  const host = (route: (services: Services) => unknown): RoutesOf => {
    return (services) => ({ "a.example.dev": route(services) as never, "b.example.dev": services.registry });
  };
  const split = (first: number, second: number) =>
    host(({ registry, next }) => ({
      split: [
        { to: registry, percent: first },
        { to: next, percent: second },
      ],
    }));
  const when = (condition: object) => host(({ registry, next }) => [{ when: condition, to: next }, registry]);
  const refusals: [string, RoutesOf, RegExp][] = [
    ["shares that are not 100 together", split(90, 20), /\.split: comes to 110 percent; shares are 100 together/],
    ["half a percent", split(99.5, 0.5), /\.split\[1\]\.percent: 0\.5 is not a whole percentage/],
    ["a share of all", host(({ next }) => ({ split: [{ to: next, percent: 100 }] })), /\.split: shares nothing out/],
    [
      "a service that shares with itself",
      host(({ next }) => ({ split: [50, 50].map((percent) => ({ to: next, percent })) })),
      /\.split: names a service twice/,
    ],
    ["a share for nobody", host(() => ({ split: [{ percent: 100 }] })), /\.split\[0\]\.to: does not lead to a Service/],
    [
      "a case at the end",
      host(({ next }) => [{ when: { query: { a: "b" } }, to: next }]),
      /\[0\]: is the last and has a condition/,
    ],
    ["what follows what always answers", host(({ registry, next }) => [registry, next]), /\[0\]: has no condition/],
    ["a case for nothing", when({}), /\.when: asks for nothing/],
    ["a header with a space", when({ headers: { "x y": "1" } }), /"x y" is not the name of a header/],
    ["a case by host", when({ headers: { Host: "b.example.dev" } }), /is what routes are keyed by/],
    ["a prefix of nothing", when({ headers: { "x-a": { prefix: "" } } }), /is empty; \{ present: true \} takes any/],
    ["a redirect to nowhere", host(() => ({ redirectTo: "" })), /"" is not an address such as/],
    ["a redirect in plain HTTP", host(() => ({ redirectTo: "http://b.example.dev" })), /it is always https/],
    ["a redirect to itself", host(() => ({ redirectTo: "a.example.dev" })), /callers would go round for ever/],
    ["a redirect that keeps nothing", host(() => ({ redirectTo: "/v2/*" })), /the route has no \/\* at its end/],
    [
      "redirects alone",
      () => ({ "a.example.dev": { redirectTo: "b.example.dev" } }),
      /routes: redirects alone, and leads to no service/,
    ],
    [
      "a wildcard inside a host",
      ({ registry }) => ({ "a.*.example.dev": registry }),
      /"a\.\*\.example\.dev" is not a host name/,
    ],
    [
      "a wildcard over everybody's hosts",
      ({ registry }) => ({ "*.dev": registry }),
      /"dev" is (not a host name|outside example\.dev)/,
    ],
    [
      "a host said twice",
      ({ registry, next }) => ({ "a.example.dev": registry, "a.example.dev/*": next }),
      /answers the whole host, which "a\.example\.dev" does too/,
    ],
  ];
  itRefusesAll(refusals, (tryAll) =>
    declareIn(production, (environment) => {
      const services = servicesIn(environment);
      tryAll((routes) => new Edge("edge", { environment, routes: routes(services) }));
    }),
  );
});
