import { heldCase, type Program, project, type RuleCase } from "./kit";

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
          urlMap: "routes",
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
];
