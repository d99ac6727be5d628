import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { Edge, type EdgeArgs, type Environment, type EnvironmentArgs, Service } from "../../components";
import type { EnvironmentOutputs } from "../../contract";
import { type Declared, declareIn, developer, image, ofType, one, production } from "../support/declare";

const edgeService = (name: string, environment: Environment) =>
  new Service(name, { environment, image, exposure: "edge" });

/** What an edge over one or two services declares. */
function declareEdge(routes: (environment: Environment) => EdgeArgs["routes"], args = production): Promise<Declared[]> {
  return declareIn(args, (environment) => new Edge("edge", { environment, routes: routes(environment) }));
}
type Rule = { action: string; priority: number; rateLimitOptions?: { rateLimitThreshold: unknown } };

const plain = (environment: Environment) => ({ [environment.host("registry")]: edgeService("registry", environment) });

describe("an Edge", () => {
  it("puts an endpoint group in each region behind one backend of the managed scheme, with firewall and logs", async () => {
    const declared = await declareEdge(plain);
    const groups = ofType(declared, "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup");
    assert.deepEqual(groups.map(({ inputs }) => inputs.region).sort(), production.regions.toSorted());
    const { inputs } = one(declared, "gcp:compute/backendService:BackendService", "edge-registry");
    assert.equal(inputs.loadBalancingScheme, "EXTERNAL_MANAGED");
    assert.equal(inputs.backends.length, 3);
    assert.equal(inputs.securityPolicy, "https://compute.example.dev/edge");
    assert.deepEqual(inputs.logConfig, { enable: true, sampleRate: 0.1 });
  });

  it("sends nobody to a drained region, whose endpoint group stays for the day it serves again", async () => {
    const args: EnvironmentArgs = { ...production, servingRegions: ["us-east4", "europe-west1"] };
    const declared = await declareEdge(plain, args);
    const groups = ofType(declared, "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup");
    assert.equal(groups.length, 3);
    const { inputs } = one(declared, "gcp:compute/backendService:BackendService", "edge-registry");
    assert.deepEqual(
      inputs.backends.map(({ group }: { group: string }) => group.split("/").at(-1)),
      ["edge-registry-europe-west1", "edge-registry-us-east4"],
    );
  });

  it("makes a region's endpoint group when all stands that requests there need, in services that are called, too", async () => {
    const declared = await declareIn(production, (environment) => {
      const later = Service.later("audit", environment);
      const iam = new Service("iam", { environment, image, can: [later.call()] });
      const registry = new Service("registry", { environment, image, exposure: "edge", can: [iam.call()] });
      new Edge("edge", { environment, routes: { [environment.host("registry")]: registry } });
      new Service(later, { environment, image, can: [iam.call()] });
    });
    const group = "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup";
    const { dependsOn } = one(declared, group, "edge-registry-us-east4");
    for (const service of ["registry", "iam", "audit"]) assert.ok(dependsOn.includes(`${service}/us-east4`), service);
    for (const grant of ["registry/call/iam", "iam/call/audit", "audit/call/iam"])
      assert.ok(dependsOn.includes(`${grant}/us-east4`), grant);
    assert.ok(!dependsOn.includes("registry/europe-west1"));
  });

  it("listens on IPv4 and IPv6, with HTTPS of TLS 1.2 and later, and redirects plain HTTP", async () => {
    const declared = await declareEdge(plain);
    const rules = ofType(declared, "gcp:compute/globalForwardingRule:GlobalForwardingRule");
    assert.deepEqual(
      rules.map(({ name, inputs }) => [name, inputs.portRange, inputs.loadBalancingScheme]).sort(),
      ["http-ipv4", "http-ipv6", "https-ipv4", "https-ipv6"].map((suffix) => [
        `edge-${suffix}`,
        suffix.startsWith("https") ? "443" : "80",
        "EXTERNAL_MANAGED",
      ]),
    );
    assert.deepEqual(
      [one(declared, "gcp:compute/sSLPolicy:SSLPolicy", "edge").inputs].map(({ profile, minTlsVersion }) => [
        profile,
        minTlsVersion,
      ]),
      [["MODERN", "TLS_1_2"]],
    );
    assert.equal(
      one(declared, "gcp:compute/uRLMap:URLMap", "edge-redirect").inputs.defaultUrlRedirect.httpsRedirect,
      true,
    );
  });

  it("has a certificate per host, proven by DNS before it is asked for, in place before DNS sends anyone", async () => {
    const declared = await declareEdge(plain);
    const host = "edge-registry-example-dev";
    const certificate = one(declared, "gcp:certificatemanager/certificate:Certificate", host);
    assert.deepEqual(certificate.dependsOn.includes("edge/registry.example.dev/certificate"), true);
    const proof = one(declared, "cloudflare:index/dnsRecord:DnsRecord", "edge/registry.example.dev/certificate");
    assert.deepEqual([proof.inputs.name, proof.inputs.content], ["_acme.registry.example.dev", "proof.example.dev"]);
    for (const type of ["A", "AAAA"]) {
      const record = one(declared, "cloudflare:index/dnsRecord:DnsRecord", `edge/registry.example.dev/${type}`);
      assert.equal(record.inputs.proxied, false);
      for (const needed of [host, "edge-https-ipv4", "registry/asia-northeast1"])
        assert.ok(record.dependsOn.includes(needed), needed);
    }
  });

  it("routes hosts and paths to their services, and answers 404 for the rest", async () => {
    const declared = await declareEdge((environment) => ({
      ...plain(environment),
      [`${environment.host("registry")}/v2/*`]: edgeService("layers", environment),
      [`${environment.host("keys")}/jwks`]: edgeService("keys", environment),
    }));
    const map = one(declared, "gcp:compute/uRLMap:URLMap", "edge-routes").inputs;
    const abort = { faultInjectionPolicy: { abort: { httpStatus: 404, percentage: 100 } } };
    assert.deepEqual(map.defaultRouteAction, abort);
    const [registry, keys] = map.pathMatchers;
    assert.equal(registry?.defaultService, "https://compute.example.dev/edge-registry");
    assert.deepEqual(registry?.pathRules, [{ paths: ["/v2/*"], service: "https://compute.example.dev/edge-layers" }]);
    assert.deepEqual(keys?.defaultRouteAction, abort);
  });

  it("two hosts of one service share its backend", async () => {
    const declared = await declareEdge((environment) => {
      const registry = edgeService("registry", environment);
      return { [environment.host("registry")]: registry, [environment.host("images")]: registry };
    });
    assert.equal(ofType(declared, "gcp:compute/backendService:BackendService").length, 1);
    assert.equal(ofType(declared, "gcp:certificatemanager/certificate:Certificate").length, 2);
  });

  it("slows down one address, and refuses known attacks before that", async () => {
    const declared = await declareEdge(plain);
    const rules = one(declared, "gcp:compute/securityPolicy:SecurityPolicy", "edge").inputs.rules as Rule[];
    const throttle = rules.find(({ action }) => action === "throttle");
    assert.deepEqual(throttle?.rateLimitOptions?.rateLimitThreshold, {
      count: 1200,
      intervalSec: 60,
    });
    for (const rule of rules.filter(({ action }) => action === "deny(403)"))
      assert.ok(rule.priority < (throttle?.priority ?? 0));
    assert.equal(rules.at(-1)?.action, "allow");
  });

  it("transform: changes what it names and nothing beside it", async () => {
    const declared = await declareIn(production, (environment) => {
      const transform = { backend: { logConfig: { sampleRate: 0.5 } } };
      new Edge("edge", { environment, routes: plain(environment), transform });
    });
    const { inputs } = one(declared, "gcp:compute/backendService:BackendService", "edge-registry");
    assert.deepEqual(inputs.logConfig, { enable: true, sampleRate: 0.5 });
    assert.equal(inputs.backends.length, 3);
  });

  it("direct: makes nothing, and gives the service's own address in the same shape", async () => {
    let endpoints: pulumi.Output<EnvironmentOutputs["edge"]> | undefined;
    const declared = await declareIn(developer, (environment) => {
      endpoints = new Edge("edge", { environment, routes: plain(environment) }).endpoints;
    });
    assert.deepEqual(
      declared.filter(({ parent }) => parent === "edge"),
      [],
    );
    const told = await new Promise((resolve) => endpoints?.apply(resolve));
    assert.deepEqual(told, {
      mode: "direct",
      addresses: [],
      hosts: {
        "registry.ada.example.dev": { url: "https://registry-318420971355.europe-west1.run.app", service: "registry" },
      },
    });
  });
});

describe("an Edge that is given nonsense", () => {
  const refusals: [string, (environment: Environment) => Partial<EdgeArgs>, RegExp][] = [
    ["no routes", () => ({ routes: {} }), /routes: leads nowhere/],
    ["a host of somebody else", (e) => ({ routes: { "example.org": edgeService("a", e) } }), /is outside example\.dev/],
    [
      "a host that is none",
      (e) => ({ routes: { "a_b.example.dev": edgeService("a", e) } }),
      /"a_b\.example\.dev" is not a host name/,
    ],
    [
      "a star inside a path",
      (e) => ({ routes: { "a.example.dev/*/x": edgeService("a", e) } }),
      /"\/\*\/x" is not a path/,
    ],
    [
      "something else than a service",
      () => ({ routes: { "a.example.dev": {} as never } }),
      /does not lead to a Service/,
    ],
    [
      "a service that is not at the edge",
      (e) => ({ routes: { "a.example.dev": new Service("a", { environment: e, image }) as never } }),
      /leads to a service that is not exposed at the edge/,
    ],
  ];
  for (const [title, args, message] of refusals)
    it(`refuses ${title}`, async () => {
      await declareIn(production, (environment) => {
        const bad = { environment, routes: plain(environment), ...args(environment) };
        assert.throws(() => new Edge("edge", bad), message);
      });
    });
});
