import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Edge, type EdgeArgs, type Environment, type EnvironmentArgs, Service } from "../../components";
import { authority } from "../support/authority";
import { type Declared, declareIn, developer, image, one, production } from "../support/declare";
import { itRefusesAll } from "../support/refusals";

type Services = Record<"registry" | "pages", Service<"edge">>;
type Options = Omit<EdgeArgs, "environment" | "routes">;

function servicesIn(environment: Environment): Services {
  const make = (name: string) => new Service(name, { environment, image, exposure: "edge" });
  return { registry: make("registry"), pages: make("pages") };
}

const routesTo = ({ registry, pages }: Services): EdgeArgs["routes"] => ({
  "registry.example.dev": registry,
  "pages.example.dev": pages,
});

/** What an edge of two services with these options declares. */
function declareWith(
  options: (services: Services) => Options,
  args: EnvironmentArgs = production,
): Promise<Declared[]> {
  return declareIn(args, (environment) => {
    const services = servicesIn(environment);
    const routes =
      environment.domain === production.domain
        ? routesTo(services)
        : { [environment.host("registry")]: services.registry, [environment.host("pages")]: services.pages };
    new Edge("edge", { environment, routes, ...options(services) });
  });
}

interface Matcher {
  name: string;
  defaultCustomErrorResponsePolicy?: unknown;
}

const page = "test/components/error-pages/not-found.html";
const pageFor = (code: string, file: string) => () => ({ errorPages: { "pages.example.dev": { [code]: file } } });

const backendOf = (declared: readonly Declared[], service: keyof Services) =>
  one([...declared], "gcp:compute/backendService:BackendService", `edge-${service}`).inputs;

describe("the CDN of an Edge", () => {
  it("keeps of one service what that service allows, told apart by host, path and query", async () => {
    const declared = await declareWith(({ pages }) => ({ cdn: [{ service: pages, keep: "public" }] }));
    const { enableCdn, cdnPolicy } = backendOf(declared, "pages");
    assert.equal(enableCdn, true);
    assert.deepEqual(cdnPolicy, {
      cacheMode: "USE_ORIGIN_HEADERS",
      serveWhileStale: 86400,
      cacheKeyPolicy: { includeProtocol: false, includeHost: true, includeQueryString: true },
    });
    assert.equal(backendOf(declared, "registry").enableCdn, undefined);
  });

  it("keeps static files as long as it is told, by the query parameters that matter", async () => {
    const declared = await declareWith(({ pages }) => ({
      cdn: [{ service: pages, keep: "static", ttl: "10m", whileStale: "1h", queryKeys: ["v"] }],
    }));
    assert.deepEqual(backendOf(declared, "pages").cdnPolicy, {
      cacheMode: "CACHE_ALL_STATIC",
      defaultTtl: 600,
      maxTtl: 600,
      clientTtl: 600,
      serveWhileStale: 3600,
      cacheKeyPolicy: {
        includeProtocol: false,
        includeHost: true,
        includeQueryString: true,
        queryStringWhitelists: ["v"],
      },
    });
  });
});

describe("the identity proxy of an Edge", () => {
  it("stands before one service, lets groups pass, and has no OAuth client of one's own", async () => {
    const declared = await declareWith(({ pages }) => ({
      iap: [{ service: pages, admits: ["group:staff@example.dev"] }],
    }));
    assert.deepEqual(backendOf(declared, "pages").iap, { enabled: true });
    assert.equal(backendOf(declared, "registry").iap, undefined);
    const grant = one(
      declared,
      "gcp:iap/webBackendServiceIamMember:WebBackendServiceIamMember",
      "edge/pages/visit/group:staff@example.dev",
    );
    assert.equal(grant.inputs.role, "roles/iap.httpsResourceAccessor");
    const record = one(declared, "cloudflare:index/dnsRecord:DnsRecord", "edge/pages.example.dev/A");
    assert.ok(record.dependsOn.includes(grant.name), "nobody is sent there before");
  });
});

describe("mutual TLS of an Edge", () => {
  it("has the listener hold callers' certificates against the authorities, and tells services what it found", async () => {
    const declared = await declareWith(() => ({ mutualTls: { trustAnchors: [authority], clients: "required" } }));
    const { trustStores } = one(declared, "gcp:certificatemanager/trustConfig:TrustConfig", "edge").inputs;
    assert.deepEqual(trustStores, [{ trustAnchors: [{ pemCertificate: authority }] }]);
    const policy = one(declared, "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy", "edge").inputs;
    assert.equal(policy.mtlsPolicy.clientValidationMode, "REJECT_INVALID");
    const proxy = one(declared, "gcp:compute/targetHttpsProxy:TargetHttpsProxy", "edge").inputs;
    assert.equal(proxy.serverTlsPolicy, "//networksecurity.googleapis.com/edge-id");
    for (const service of ["registry", "pages"] as const)
      assert.ok(
        backendOf(declared, service).customRequestHeaders.includes(
          "X-Client-Cert-Chain-Verified:{client_cert_chain_verified}",
        ),
      );
  });

  it("lets callers without a certificate in where it is optional", async () => {
    const declared = await declareWith(() => ({ mutualTls: { trustAnchors: [authority], clients: "optional" } }));
    const policy = one(declared, "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy", "edge").inputs;
    assert.equal(policy.mtlsPolicy.clientValidationMode, "ALLOW_INVALID_OR_MISSING_CLIENT_CERT");
  });
});

describe("a retired host of an Edge", () => {
  it("has no name in DNS any more, and its routes and certificate still", async () => {
    const declared = await declareWith(() => ({ retiredHosts: ["pages.example.dev"] }));
    const names = declared.flatMap(({ type, name }) => (type === "cloudflare:index/dnsRecord:DnsRecord" ? [name] : []));
    assert.deepEqual(names.filter((name) => /\/A+$/.test(name)).sort(), [
      "edge/registry.example.dev/A",
      "edge/registry.example.dev/AAAA",
    ]);
    one(declared, "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry", "edge-pages-example-dev");
    const { hostRules } = one(declared, "gcp:compute/uRLMap:URLMap", "edge-routes").inputs;
    assert.equal(hostRules.length, 2);
  });
});

describe("the error pages of an Edge", () => {
  const folder = join("test", "components", "error-pages");
  const [notFound, unavailable] = [join(folder, "not-found.html"), join(folder, "unavailable.html")];
  const options = (): Options => ({
    errorPages: { "pages.example.dev": { "5xx": unavailable, "404": notFound, "403": `./${notFound}` } },
  });
  const nameOf = (file: string) => {
    const hash = createHash("sha256").update(JSON.stringify([file, readFileSync(file, "utf8")]));
    return `${hash.digest("hex").slice(0, 16)}.html`;
  };

  it("stand for the errors of that host and of no other", async () => {
    const declared = await declareWith(options);
    const { pathMatchers } = one(declared, "gcp:compute/uRLMap:URLMap", "edge-routes").inputs;
    const policies = new Map(pathMatchers.map((matcher: Matcher) => [matcher.name, matcher]));
    assert.deepEqual((policies.get("edge-pages-example-dev") as Matcher).defaultCustomErrorResponsePolicy, {
      errorService: "https://compute.example.dev/edge-pages",
      errorResponseRules: [
        { matchResponseCodes: ["403"], path: `/${nameOf(notFound)}` },
        { matchResponseCodes: ["404"], path: `/${nameOf(notFound)}` },
        { matchResponseCodes: ["5xx"], path: `/${nameOf(unavailable)}` },
      ],
    });
    assert.equal((policies.get("edge-registry-example-dev") as Matcher).defaultCustomErrorResponsePolicy, undefined);
  });

  it("lie in a bucket in the home region, which everyone may read and nobody may list, before a caller is led there", async () => {
    const declared = await declareWith(options);
    const bucket = one(declared, "gcp:storage/bucket:Bucket", "edge-pages").inputs;
    assert.match(bucket.name, /^edge-pages-production-/);
    const { location, uniformBucketLevelAccess, publicAccessPrevention, versioning, forceDestroy } = bucket;
    assert.deepEqual(
      { location, uniformBucketLevelAccess, publicAccessPrevention, versioning, forceDestroy },
      {
        location: "europe-west1",
        uniformBucketLevelAccess: true,
        publicAccessPrevention: "inherited",
        versioning: { enabled: false },
        forceDestroy: undefined,
      },
    );
    const grant = one(declared, "gcp:storage/bucketIAMMember:BucketIAMMember", "everyone/read/edge-pages");
    assert.deepEqual([grant.inputs.member, grant.inputs.role], ["allUsers", "roles/storage.legacyObjectReader"]);
    assert.ok(one(declared, "gcp:compute/uRLMap:URLMap", "edge-routes").dependsOn.includes(grant.name));
  });

  it("are HTML that is named by what is in it, once however often it stands, and never kept", async () => {
    const declared = await declareWith(options);
    const objects = declared.filter(({ type }) => type === "gcp:storage/bucketObject:BucketObject");
    assert.equal(objects.length, 2);
    for (const file of [notFound, unavailable]) {
      const { inputs } = one(objects, "gcp:storage/bucketObject:BucketObject", `edge/pages/${file}`);
      assert.deepEqual(
        [inputs.name, inputs.contentType, inputs.cacheControl],
        [nameOf(file), "text/html; charset=utf-8", "no-store"],
      );
    }
  });

  it("are objects of their own where two files say the same, since one may go without the other", async () => {
    const same = join(folder, "not-found-either.html");
    const declared = await declareWith(() => ({
      errorPages: { "pages.example.dev": { "404": notFound, "410": same } },
    }));
    const names = declared.flatMap(({ type, inputs }) => (/bucketObject/.test(type) ? [inputs.name] : []));
    assert.equal(readFileSync(same, "utf8"), readFileSync(notFound, "utf8"));
    assert.equal(new Set(names).size, 2);
  });

  it("are not made where none are asked for", async () => {
    const declared = await declareWith(() => ({ errorPages: {} }));
    assert.deepEqual(
      declared.filter(({ type }) => /storage|backendBucket/.test(type)),
      [],
    );
  });
});

describe("the request logs of an Edge", () => {
  const shareIn = async (args: EnvironmentArgs, options: Options = {}) =>
    backendOf(await declareWith(() => options, args), "registry").logConfig;

  it("are of every request in staging, of a tenth in production, and of as many as it is told", async () => {
    const staging: EnvironmentArgs = { ...production, kind: "staging" };
    assert.deepEqual(await shareIn(staging), { enable: true, sampleRate: 1 });
    assert.deepEqual(await shareIn(production), { enable: true, sampleRate: 0.1 });
    assert.deepEqual(await shareIn(production, { requestLogs: 0.02 }), { enable: true, sampleRate: 0.02 });
  });
});

describe("the outlier detection of an Edge", () => {
  const options = () => ({ outlierDetection: { errors: 3, for: "1m" } }) as const;

  it("leaves a region out after so many errors, and never more than half of them", async () => {
    const { outlierDetection } = backendOf(await declareWith(options), "registry");
    const { consecutiveErrors, baseEjectionTime, maxEjectionPercent, enforcingConsecutiveErrors } = outlierDetection;
    assert.deepEqual(
      [consecutiveErrors, baseEjectionTime, maxEjectionPercent, enforcingConsecutiveErrors],
      [3, { seconds: 60 }, 50, 100],
    );
  });

  it("is not there where one region serves, since there is nowhere else to go", async () => {
    const args: EnvironmentArgs = { ...production, servingRegions: ["europe-west1"] };
    assert.equal(backendOf(await declareWith(options, args), "registry").outlierDetection, undefined);
  });
});

describe("the options of an Edge that is direct", () => {
  it("are checked and left alone: nothing is made", async () => {
    const declared = await declareWith(
      ({ pages }) => ({ cdn: [{ service: pages, keep: "public" }], outlierDetection: {} }),
      developer,
    );
    assert.deepEqual(
      declared.filter(({ parent }) => parent === "edge"),
      [],
    );
  });
});

describe("options of an Edge that are nonsense", () => {
  const refusals: [string, (services: Services, environment: Environment) => Options, RegExp][] = [
    [
      "a cache of a service that is not routed",
      (_, environment) => {
        const service = new Service("other", { environment, image, exposure: "edge" });
        return { cdn: [{ service, keep: "public" }] };
      },
      /cdn\[0\]\.service: is no service that a route leads to/,
    ],
    [
      "two caches of a service",
      ({ pages }) => ({ cdn: [1, 2].map(() => ({ service: pages, keep: "public" })) }),
      /cdn\[1\]\.service: repeats cdn\[0\]/,
    ],
    [
      "a cache of everything",
      ({ pages }) => ({ cdn: [{ service: pages, keep: "everything" as never }] }),
      /cdn\[0\]\.keep: "everything" is neither "public" nor "static"/,
    ],
    [
      "a time for what the service itself times",
      ({ pages }) => ({ cdn: [{ service: pages, keep: "public", ttl: "1m" }] }),
      /cdn\[0\]\.ttl: is of static files/,
    ],
    [
      "stale answers for a month",
      ({ pages }) => ({ cdn: [{ service: pages, keep: "public", whileStale: "30d" }] }),
      /cdn\[0\]\.whileStale: 30d/,
    ],
    [
      "more parameters than are looked at",
      ({ pages }) => ({ cdn: [{ service: pages, keep: "public", queryKeys: [..."abcdefghijk"] }] }),
      /cdn\[0\]\.queryKeys: has 11; at most 10/,
    ],
    [
      "a proxy that nobody passes",
      ({ pages }) => ({ iap: [{ service: pages, admits: [] }] }),
      /iap\[0\]\.admits: admits nobody/,
    ],
    [
      "a person who passes alone",
      ({ pages }) => ({ iap: [{ service: pages, admits: ["user:ada@example.dev" as never] }] }),
      /iap\[0\]\.admits\[0\]: "user:ada@example\.dev" is not a group/,
    ],
    [
      "answers for people who sign in, kept for all",
      ({ pages: service }) => ({
        cdn: [{ service, keep: "public" }],
        iap: [{ service, admits: ["group:staff@example.dev"] }],
      }),
      /cdn\[0\]\.service: has people sign in, and what is kept is given to all/,
    ],
    [
      "a zone by its domain",
      () => ({ cloudDnsZone: "example.dev" }),
      /cloudDnsZone: "example\.dev" is not a zone's name/,
    ],
    [
      "callers of no authority",
      () => ({ mutualTls: { trustAnchors: [], clients: "required" } }),
      /mutualTls\.trustAnchors: trusts nobody/,
    ],
    [
      "an authority that is none",
      () => ({ mutualTls: { trustAnchors: ["-----BEGIN CERTIFICATE-----"], clients: "required" } }),
      /mutualTls\.trustAnchors\[0\]: is not the certificate of an authority/,
    ],
    [
      "a private key beside an authority",
      () => ({
        mutualTls: { trustAnchors: [`${authority}\n-----BEGIN PRIVATE KEY-----`], clients: "required" },
      }),
      /mutualTls\.trustAnchors\[0\]: has a private key in it/,
    ],
    [
      "callers who may or may not",
      () => ({ mutualTls: { trustAnchors: [authority], clients: "maybe" as never } }),
      /mutualTls\.clients: "maybe" is neither "required" nor "optional"/,
    ],
    [
      "a region that is left out for nothing",
      () => ({ outlierDetection: { errors: 0 } }),
      /\.errors: 0 is not between/,
    ],
    [
      "pages for a host that is nobody's",
      () => ({ errorPages: { "other.example.dev": { "404": page } } }),
      /errorPages\["other\.example\.dev"\]: is no host of the routes; there are registry\.example\.dev, pages\.ex/,
    ],
    [
      "pages for a path",
      () => ({ errorPages: { "pages.example.dev/docs": { "404": page } } }),
      /errorPages\["pages\.example\.dev\/docs"\]: has a path, and pages are of a whole host/,
    ],
    [
      "no page of a host",
      () => ({ errorPages: { "pages.example.dev": {} } }),
      /\["pages\.example\.dev"\]: names no page/,
    ],
    ["a page for a redirect", pageFor("3xx", page), /\["3xx"\]: is no error; name a code from 400 to 599, 4xx or 5xx/],
    ["a page for code 600", pageFor("600", page), /\["600"\]: is no error/],
    [
      "a page that is not there",
      pageFor("404", "nowhere.html"),
      /\["404"\]: "nowhere\.html" cannot be read; name an HTML/,
    ],
    ["a page that is a folder", pageFor("404", "test"), /\["404"\]: "test" cannot be read/],
    ["a page on one machine", pageFor("404", "/srv/page.html"), /"\/srv\/page\.html" begins at the root of a machine/],
    [
      "a page that is no HTML",
      pageFor("404", "package.json"),
      /"package\.json" is not HTML; a page begins with <!doctype/,
    ],
    ["a page that is no text", pageFor("404", "test/components/error-pages/latin-1.txt"), /is not written in UTF-8/],
    [
      "a page that is large",
      pageFor("404", "package-lock.json"),
      /"package-lock\.json" has \d+ bytes; a page has at most 102400, since it stands in the state/,
    ],
    ["a page without a name", pageFor("404", ""), /\["404"\]: "" is no file; name an HTML file of the program/],
    [
      "a host that is gone already",
      () => ({ retiredHosts: ["old.example.dev"] }),
      /retiredHosts\[0\]: "old\.example\.dev" has no route, so that nothing is left to retire/,
    ],
    [
      "a host that is retired twice",
      () => ({ retiredHosts: ["pages.example.dev", "pages.example.dev"] }),
      /retiredHosts\[1\]: "pages\.example\.dev" stands here twice/,
    ],
    ["requests of which none is logged", () => ({ requestLogs: 0 }), /requestLogs: 0 is not a share above 0 and at/],
    ["more logs than requests", () => ({ requestLogs: 10 }), /requestLogs: 10 is not a share above 0 and at most 1/],
    ["a share in words", () => ({ requestLogs: "0.1" as never }), /requestLogs: "0\.1" is not a share/],
    ["a region that is left out for a day", () => ({ outlierDetection: { for: "1d" } }), /outlierDetection\.for: 1d/],
  ];
  itRefusesAll(refusals, (tryAll) =>
    declareIn(production, (environment) => {
      const services = servicesIn(environment);
      tryAll(
        (options) => new Edge("edge", { environment, routes: routesTo(services), ...options(services, environment) }),
      );
    }),
  );
});
