import type { Inputs } from "@pulumi/pulumi";
import { type Declare, heldCase, type Program, project, type RuleCase } from "./kit";

const config = `projects/${project}/locations/global/trustConfigs/callers`;

const trust = (declare: Declare) =>
  declare("certificatemanager/trustConfig:TrustConfig", "callers", { name: "callers", location: "global" });

const policy = (mtlsPolicy: Inputs, options = {}) =>
  [
    "networksecurity/serverTlsPolicy:ServerTlsPolicy",
    "callers-policy",
    { name: "callers", location: "global", mtlsPolicy },
    options,
  ] as const;

const named: Inputs = { clientValidationMode: "REJECT_INVALID", clientValidationTrustConfig: config };

const withTrust: Program = (declare) => declare(...policy(named, { dependsOn: trust(declare) }));

export const cases: RuleCase[] = [
  {
    rule: "trust-config-exists",
    claim: "a policy that refuses certificates and trusts nobody",
    broken: (declare) => declare(...policy({ clientValidationMode: "REJECT_INVALID" })),
    says: /Error 400: client validation trust config is required/,
    repaired: withTrust,
  },
  {
    rule: "trust-config-exists",
    claim: "a policy that names a trust config that nobody made",
    broken: (declare) => declare(...policy(named)),
    says: /Error 400: trust config projects\/.*\/trustConfigs\/callers does not exist/,
    repaired: withTrust,
  },
  heldCase({
    rule: "client-tls-not-in-use",
    claim: "a trust config that a policy names",
    held: trust,
    holder: (declare, options) => declare(...policy(named, options)),
    says: /Error 400: projects\/.*\/trustConfigs\/callers is used by projects\/.*\/serverTlsPolicies\/callers/,
  }),
  heldCase({
    rule: "client-tls-not-in-use",
    claim: "a policy that a proxy asks",
    held: (declare) =>
      declare("networksecurity/serverTlsPolicy:ServerTlsPolicy", "policy", { name: "callers", location: "global" }),
    holder: (declare, options) =>
      declare(
        "compute/targetHttpsProxy:TargetHttpsProxy",
        "proxy",
        {
          name: "proxy",
          urlMap: declare("compute/uRLMap:URLMap", "routes", { defaultUrlRedirect: { stripQuery: false } }).id,
          certificateMap:
            "//certificatemanager.googleapis.com/projects/registry-shared/locations/global/certificateMaps/map",
          serverTlsPolicy: `//networksecurity.googleapis.com/projects/${project}/locations/global/serverTlsPolicies/callers`,
        },
        options,
      ),
    says: /Error 400: projects\/.*\/serverTlsPolicies\/callers is used by projects\/.*\/proxy/,
  }),
];
