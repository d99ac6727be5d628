import { type BadChanges, becomes, gains, told, without } from "../bad-change";
import { having, named, textAt } from "./subjects";

const routes = named("edge-routes");
const redirects = named("edge-redirect");
const everyone = { versionedExpr: "SRC_IPS_V1", config: { srcIpRanges: ["*"] } };

export const edge: BadChanges = {
  "gcp:compute/backendService:BackendService": [
    without("securityPolicy", "no firewall stands before it"),
    becomes("securityPolicy", "", "no firewall stands before it"),
    without("logConfig", "no request is logged"),
    becomes("logConfig.enable", false, "no request is logged"),
    becomes("logConfig.sampleRate", 0, "no request is logged"),
    becomes(
      "loadBalancingScheme",
      "EXTERNAL",
      "it is a balancer of the former kind, which cannot do what the routes say",
    ),
    without("loadBalancingScheme", "it is a balancer of the former kind: that is the default"),
    becomes("cdnPolicy", { cacheMode: "FORCE_CACHE_ALL" }, "answers that were meant for one are given to others"),
    becomes("backends", [], "nobody answers"),
    becomes(
      "backends[].group",
      "projects/{project}/regions/europe-west1/networkEndpointGroups/nowhere",
      "nobody answers",
    ),
    becomes(
      "iap",
      { enabled: true, oauth2ClientId: "id", oauth2ClientSecret: "correct-horse-battery" },
      "the secret stands in the state",
    ),
  ],
  "gcp:compute/securityPolicy:SecurityPolicy": [
    becomes("rules", [{ action: "allow", priority: 2147483647, match: everyone }], "it lets everything pass"),
    without("rules", "it lets everything pass"),
    gains("rules", { action: "allow", priority: 1, match: everyone }, "it lets everything pass before it looks"),
    becomes(
      "rules",
      told(
        "the same in preview",
        ({ inputs }) => (inputs.rules as object[]).map((rule) => ({ ...rule, preview: true })) as never,
      ),
      "it tells and refuses nothing",
    ),
    becomes(
      "rules",
      told(
        "those without a limit",
        ({ inputs }) =>
          (inputs.rules as { action: string }[]).filter(
            ({ action }) => action !== "throttle" && action !== "rate_based_ban",
          ) as never,
      ),
      "one address may ask as much as it likes",
    ),
    becomes(
      "rules",
      told(
        "those without the rule set against SQL",
        ({ inputs }) =>
          (inputs.rules as { description: string }[]).filter(
            ({ description }) => !description.startsWith("sqli"),
          ) as never,
      ),
      "statements of SQL come in",
    ),
    becomes("type", "CLOUD_ARMOR_EDGE", "it is of the kind that knows no rule sets"),
  ],
  "gcp:compute/sSLPolicy:SSLPolicy": [
    becomes("minTlsVersion", "TLS_1_0", "clients speak what was broken years ago"),
    without("minTlsVersion", "clients speak what was broken years ago: that is the default"),
    becomes("profile", "COMPATIBLE", "clients use ciphers that were broken years ago"),
    becomes("profile", "CUSTOM", "clients use whatever is in a list"),
    without("profile", "clients use ciphers that were broken years ago: that is the default"),
  ],
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy": [
    without("sslPolicy", "clients speak what was broken years ago: that is the default"),
    without("certificateMap", "it has no certificate"),
    becomes("urlMap", "projects/{project}/global/urlMaps/nowhere", "nobody answers"),
    becomes("tlsEarlyData", "UNRESTRICTED", "a request that somebody overheard can be sent again"),
  ],
  "gcp:compute/targetHttpProxy:TargetHttpProxy": [
    becomes(
      "urlMap",
      told("that of the routes", (subject) => textAt(subject, "urlMap").replace(/edge-redirect-\w+/, "edge-routes")),
      "passwords cross the internet in the clear",
    ),
  ],
  "gcp:compute/uRLMap:URLMap": [
    becomes("defaultUrlRedirect.httpsRedirect", false, "a redirect leads to itself, in the clear", { of: redirects }),
    without("defaultRouteAction", "a service answers to names that nobody gave it", { of: routes }),
    gains(
      "hostRules",
      { hosts: ["*"], pathMatcher: "edge-push-example-dev" },
      "a service answers to names that nobody gave it",
      { of: routes },
    ),
    becomes("defaultService", "projects/{project}/global/backendServices/nowhere", "there is no such backend", {
      of: routes,
    }),
    becomes("hostRules[].pathMatcher", "nowhere", "a host leads nowhere", { of: routes }),
  ],
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": [
    becomes("loadBalancingScheme", "EXTERNAL", "it is a balancer of the former kind"),
    without("loadBalancingScheme", "it is a balancer of the former kind: that is the default"),
    becomes("target", "projects/{project}/global/targetHttpProxies/nowhere", "nobody answers"),
    without("ipAddress", "its address is another after each replacement, and no name leads to it"),
  ],
  "gcp:compute/globalAddress:GlobalAddress": [
    becomes("addressType", "INTERNAL", "it is no address of the internet", { of: named("edge-") }),
    becomes("prefixLength", 30, "there is room for no instance", { of: named("managed-services") }),
    becomes("address", "8.8.8.0", "it is somebody else's", { of: named("managed-services") }),
  ],
  "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup": [
    becomes("cloudRun.service", "nowhere", "nobody answers"),
    becomes(
      "cloudRun.service",
      told("an internal service", () => "iam"),
      "a service that only services may call stands on the internet",
    ),
    becomes("region", "us-west1", "nobody answers there"),
    becomes("networkEndpointType", "INTERNET_FQDN_PORT", "it leads out of the cloud"),
  ],
  "gcp:certificatemanager/certificate:Certificate": [
    becomes("managed.domains", ["elsewhere.example"], "it is for another name"),
    becomes("managed.dnsAuthorizations", [], "it is renewed only while the name leads here"),
    becomes(
      "selfManaged",
      { pemCertificate: "-----BEGIN CERTIFICATE-----", pemPrivateKey: "-----BEGIN PRIVATE KEY-----" },
      "its key stands in the state, and nobody renews it",
    ),
  ],
  "gcp:certificatemanager/certificateMap:CertificateMap": [],
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": [
    becomes("hostname", "elsewhere.example", "the host is answered with no certificate of its own"),
    becomes("certificates", [], "the host has no certificate"),
    becomes(
      "certificates",
      ["projects/{project}/locations/global/certificates/nowhere"],
      "the host has no certificate",
    ),
    becomes("map", "nowhere", "the host has no certificate"),
  ],
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": [
    becomes("domain", "elsewhere.example", "it proves another name"),
  ],
  "cloudflare:index/dnsRecord:DnsRecord": [
    becomes("proxied", true, "somebody else ends the encryption, and hides who asks"),
    becomes("content", "203.0.113.66", "the host leads to somebody else", { of: having("type", "A") }),
    becomes("content", "elsewhere.example", "the certificate is not renewed", { of: having("type", "CNAME") }),
    becomes("ttl", 1000000, "a mistake stays for days"),
  ],
};
