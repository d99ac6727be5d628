import type { Inputs } from "@pulumi/pulumi";
import { type Declare, type Declared, type Program, type RuleCase, region, service } from "./kit";

const redirect: Inputs = { defaultUrlRedirect: { stripQuery: false, httpsRedirect: true } };

const redirects = (declare: Declare) => declare("compute/uRLMap:URLMap", "redirect", { name: "redirect", ...redirect });

/** A service that a balancer reaches, and the group that leads to it. */
const groupOf = (declare: Declare, inputs: Inputs = {}) => {
  const registry = declare("cloudrunv2/service:Service", "registry", {
    ...service(),
    name: "registry",
    ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
    invokerIamDisabled: true,
  });
  return declare("compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup", "group", {
    name: "group",
    region,
    networkEndpointType: "SERVERLESS",
    cloudRun: { service: registry.name },
    ...inputs,
  });
};

const backend = (declare: Declare, backends: Inputs[]) =>
  declare("compute/backendService:BackendService", "backend", { name: "b", protocol: "HTTPS", backends });

const routesTo = (declare: Declare, { id }: Declared) =>
  declare("compute/uRLMap:URLMap", "routes", { name: "routes", defaultService: id });

const hosts =
  (pathMatcher: string): Program =>
  (declare) =>
    declare("compute/uRLMap:URLMap", "routes", {
      ...redirect,
      hostRules: [{ hosts: ["push.example.dev"], pathMatcher }],
      pathMatchers: [{ name: "push", ...redirect }],
    });

const secure =
  (inputs: (declare: Declare) => Inputs): Program =>
  (declare) =>
    declare("compute/targetHttpsProxy:TargetHttpsProxy", "proxy", {
      urlMap: redirects(declare).id,
      ...inputs(declare),
    });

const firewall =
  (type: string, rule: Inputs): Program =>
  (declare) =>
    declare("compute/securityPolicy:SecurityPolicy", "firewall", {
      type,
      rules: [
        rule,
        {
          action: "allow",
          priority: 2147483647,
          match: { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } },
        },
      ],
    });

const noSql = { expr: { expression: "evaluatePreconfiguredWaf('sqli-v33-stable')" } };

const certificateMap = (declare: Declare) =>
  declare("certificatemanager/certificateMap:CertificateMap", "map", { name: "map" });

/** A bucket with a page in it, and what leads a URL map there. */
const pages = (declare: Declare, object: Inputs = {}, isOpen = true) => {
  const bucket = declare("storage/bucket:Bucket", "pages", { name: "pages", location: "EU" });
  declare("storage/bucketObject:BucketObject", "page", {
    bucket: bucket.name,
    name: "e.html",
    content: "e",
    ...object,
  });
  if (isOpen)
    declare("storage/bucketIAMMember:BucketIAMMember", "open", {
      bucket: bucket.name,
      role: "roles/storage.legacyObjectReader",
      member: "allUsers",
    });
  return declare("compute/backendBucket:BackendBucket", "pages", { name: "pages", bucketName: bucket.name });
};

const errors = (declare: Declare, errorService: Inputs["any"], rule: Inputs = {}) =>
  declare("compute/uRLMap:URLMap", "routes", {
    name: "routes",
    ...redirect,
    defaultCustomErrorResponsePolicy: {
      errorService,
      errorResponseRules: [{ matchResponseCodes: ["5xx"], path: "/e.html", ...rule }],
    },
  });

const errorsBy =
  (rule: Inputs): Program =>
  (declare) =>
    errors(declare, pages(declare).id, rule);

const invalid = (field: string, value: string) =>
  new RegExp(
    `Error 400: Invalid value for field 'resource\\.defaultCustomErrorResponsePolicy\\.${field}': '${value}'\\. It must `,
  );

export const cases: RuleCase[] = [
  {
    rule: "url-map-error-responses",
    claim: "a page for what is no error",
    broken: errorsBy({ matchResponseCodes: ["3xx"] }),
    says: invalid("errorResponseRules\\.matchResponseCodes", "3xx"),
    repaired: errorsBy({ matchResponseCodes: ["4xx", "404"] }),
  },
  {
    rule: "url-map-error-responses",
    claim: "a code that stands twice",
    broken: errorsBy({ matchResponseCodes: ["404", "404"] }),
    says: invalid("errorResponseRules\\.matchResponseCodes", "404"),
    repaired: errorsBy({ matchResponseCodes: ["404", "403"] }),
  },
  {
    rule: "url-map-error-responses",
    claim: "a page by a path without a slash",
    broken: errorsBy({ path: "e.html" }),
    says: invalid("errorResponseRules\\.path", "e\\.html"),
    repaired: errorsBy({ path: "/e.html" }),
  },
  {
    rule: "url-map-error-responses",
    claim: "a page from a service",
    broken: (declare) => errors(declare, backend(declare, [{ group: groupOf(declare).id }]).id),
    says: invalid("errorService", ".*/backendServices/b"),
    repaired: errorsBy({}),
  },
  {
    rule: "url-map-error-responses",
    claim: "a page from nowhere",
    broken: (declare) => errors(declare, undefined),
    says: invalid("errorService", ""),
    repaired: errorsBy({}),
  },
  {
    rule: "error-pages-readable",
    claim: "a page in a bucket that is not open",
    broken: (declare) => errors(declare, pages(declare, {}, false).id),
    says: /callers get Google's own words for an error: not everyone may read the bucket pages/,
    repaired: errorsBy({}),
  },
  {
    rule: "error-pages-readable",
    claim: "a page that is not there",
    broken: (declare) => errors(declare, pages(declare, { name: "other.html" }).id),
    says: /callers get Google's own words for an error: there is no \/e\.html in the bucket pages/,
    repaired: errorsBy({}),
  },
  {
    rule: "error-pages-readable",
    claim: "pages in a bucket that is not there",
    broken: (declare) =>
      errors(
        declare,
        declare("compute/backendBucket:BackendBucket", "pages", { name: "pages", bucketName: "nowhere" }).id,
      ),
    says: /callers get Google's own words for an error: there is no bucket nowhere/,
    repaired: errorsBy({}),
  },
  {
    rule: "endpoint-group-type",
    claim: "a group for addresses of the internet that names a service",
    broken: (declare) => groupOf(declare, { networkEndpointType: "INTERNET_FQDN_PORT" }),
    says: /Error 400: Invalid value for field 'resource\.networkEndpointType': 'INTERNET_FQDN_PORT'\. Only SERVERLESS/,
    repaired: (declare) => groupOf(declare),
  },
  {
    rule: "backend-answers",
    claim: "routes to a backend without a group",
    broken: (declare) => routesTo(declare, backend(declare, [])),
    says: /a balancer finds nobody behind it: it has no backends; give it an endpoint group, or take its routes away/,
    repaired: (declare) => routesTo(declare, backend(declare, [{ group: groupOf(declare).id }])),
  },
  {
    rule: "path-matcher-exists",
    claim: "a host whose paths are nowhere",
    broken: hosts("pull"),
    says: /Error 400: Invalid value for field 'resource\.hostRules\[0\]\.pathMatcher': 'pull'\. Bad path matcher name specified in host rule, invalid/,
    repaired: hosts("push"),
  },
  {
    rule: "proxy-certified",
    claim: "a proxy with nothing to end TLS with",
    broken: secure(() => ({})),
    says: /Error 400: Invalid value for field 'resource': ''\. At least 1 SSL certificate must be specified/,
    repaired: secure((declare) => {
      const { id } = certificateMap(declare);
      return { certificateMap: id.apply((path) => `//certificatemanager.googleapis.com/${path}`) };
    }),
  },
  {
    rule: "security-policy-type",
    claim: "a rule set before the cache, where there is none",
    broken: firewall("CLOUD_ARMOR_EDGE", { action: "deny(403)", priority: 1, match: noSql }),
    says: /Error 400: Invalid value for field 'resource\.rules\[0\]': ''\. .* CLOUD_ARMOR_EDGE do not support preconfigured rule sets/,
    repaired: firewall("CLOUD_ARMOR", { action: "deny(403)", priority: 1, match: noSql }),
  },
  {
    rule: "reference-exists",
    claim: "a proxy with a certificate map that nobody made",
    broken: secure(() => ({
      certificateMap: "//certificatemanager.googleapis.com/projects/flotilla-dev/locations/global/certificateMaps/map",
    })),
    says: /Error 404: The resource 'projects\/flotilla-dev\/locations\/global\/certificateMaps\/map' was not found/,
    repaired: secure((declare) => {
      const { id } = certificateMap(declare);
      return { certificateMap: id.apply((path) => `//certificatemanager.googleapis.com/${path}`) };
    }),
  },
  {
    rule: "reference-exists",
    claim: "routes that are changed to lead to a backend that nobody made",
    broken: [
      (declare) => routesTo(declare, backend(declare, [{ group: groupOf(declare).id }])),
      (declare) => {
        backend(declare, [{ group: groupOf(declare).id }]);
        declare("compute/uRLMap:URLMap", "routes", { name: "routes", defaultService: "c" });
      },
    ],
    says: /Error 404: The resource 'c' was not found, notFound/,
    repaired: [
      (declare) => routesTo(declare, backend(declare, [{ group: groupOf(declare).id }])),
      (declare) => {
        backend(declare, [{ group: groupOf(declare).id }]);
        declare("compute/uRLMap:URLMap", "routes", { name: "routes", ...redirect });
      },
    ],
  },
];
