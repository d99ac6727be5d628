import type { Input } from "@pulumi/pulumi";
import { type Declare, heldCase, type Program, project, type RuleCase } from "./kit";

/** Whether a domain is ours is proved by a record. */
const authorization = (declare: Declare, domain: string) =>
  declare("certificatemanager/dnsAuthorization:DnsAuthorization", domain, { name: domain.split(".")[0], domain });

const certificate = (declare: Declare, domains: string[], dnsAuthorizations: Input<string>[] = []) =>
  declare("certificatemanager/certificate:Certificate", "push", {
    name: "push",
    managed: { domains, dnsAuthorizations },
  });

/** A certificate for some domains, and which of them are proved. */
const certified =
  (domains: string[], proved: string[]): Program =>
  (declare) => {
    const authorizations = proved.map((domain) => authorization(declare, domain).id);
    certificate(declare, domains, authorizations);
  };

/** The record that proves a domain leads where it should, or elsewhere. */
const recorded =
  (content?: string): Program =>
  (declare) => {
    const { id, dnsResourceRecords } = authorization(declare, "push.example.dev");
    certificate(declare, ["push.example.dev"], [id]);
    const asked = dnsResourceRecords?.apply(([record]) => record);
    declare("cloudflare:index/dnsRecord:DnsRecord", "proof", {
      zoneId: "z",
      type: "CNAME",
      ttl: 1,
      name: asked?.apply(({ name }) => name.replace(/\.$/, "")),
      content: content ?? asked?.apply(({ data }) => data),
    });
  };

/** An entry of a map for a host, with a certificate for a domain, or without. */
const entry =
  (hostname: string, domain?: string): Program =>
  (declare) =>
    declare("certificatemanager/certificateMapEntry:CertificateMapEntry", "entry", {
      map: declare("certificatemanager/certificateMap:CertificateMap", "map", { name: "map" }).name,
      hostname,
      certificates: domain === undefined ? [] : [certificate(declare, [domain]).id],
    });

/** The same domain is to be proved under each of the names. */
const authorized =
  (...names: string[]): Program =>
  (declare) => {
    for (const name of names)
      declare("certificatemanager/dnsAuthorization:DnsAuthorization", name, { name, domain: "example.dev" });
  };

export const cases: RuleCase[] = [
  heldCase({
    rule: "certificatemanager-not-in-use",
    claim: "a certificate map that a proxy serves",
    held: (declare) => declare("certificatemanager/certificateMap:CertificateMap", "map", { name: "map" }),
    holder: (declare, options) =>
      declare(
        "compute/targetHttpsProxy:TargetHttpsProxy",
        "proxy",
        {
          name: "proxy",
          urlMap: declare("compute/uRLMap:URLMap", "routes", { defaultUrlRedirect: { stripQuery: false } }).id,
          certificateMap: `//certificatemanager.googleapis.com/projects/${project}/locations/global/certificateMaps/map`,
        },
        options,
      ),
    says: /Error 400: can't delete certificate map that is referenced by a target proxy/,
  }),
  {
    rule: "domain-authorized-once",
    claim: "an authorisation that is renamed",
    broken: [authorized("first"), authorized("second")],
    says: /Error 400: DNS authorization for the tuple \(project, domain, FIXED_OR_FLEXIBLE\) already exists/,
    repaired: [authorized("first"), authorized(), authorized("second")],
  },
  {
    rule: "domain-proved",
    claim: "a certificate of which one domain is proved by nothing",
    broken: certified(["push.example.dev", "pull.example.dev"], ["push.example.dev"]),
    says: /it is never issued: no authorisation proves pull\.example\.dev; add one for it/,
    // One for a domain proves what stands under a star, too.
    repaired: certified(["push.example.dev", "*.push.example.dev"], ["push.example.dev"]),
  },
  {
    rule: "domain-proved",
    claim: "a record that leads elsewhere than the authorisation asks for",
    broken: recorded("elsewhere.example"),
    says: /it is not renewed: _acme-challenge.*push\.example\.dev leads to elsewhere\.example and not to /,
    repaired: recorded(),
  },
  {
    rule: "map-entry-fits",
    claim: "an entry whose certificate is for another host",
    broken: entry("push.example.dev", "pull.example.dev"),
    says: /clients that ask for push\.example\.dev end the connection: its certificates are for pull\.example\.dev alone/,
    repaired: entry("push.example.dev", "*.example.dev"),
  },
  {
    rule: "map-entry-fits",
    claim: "a star that is to stand for two labels",
    broken: entry("push.eu.example.dev", "*.example.dev"),
    says: /clients that ask for push\.eu\.example\.dev end the connection: its certificates are for \*\.example\.dev alone/,
    repaired: entry("push.eu.example.dev", "*.eu.example.dev"),
  },
  {
    rule: "map-entry-fits",
    claim: "an entry without a certificate",
    broken: entry("push.example.dev"),
    says: /clients of push\.example\.dev end the connection: it has no certificate/,
    repaired: entry("push.example.dev", "push.example.dev"),
  },
];
