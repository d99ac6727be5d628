import { cis, policy, type Report } from "../policy";
import { type Props, Unknown } from "../values";

const policies = ["gcp:compute/sSLPolicy:SSLPolicy", "gcp:compute/regionSslPolicy:RegionSslPolicy"];
const proxies = [
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
  "gcp:compute/regionTargetHttpsProxy:RegionTargetHttpsProxy",
  "gcp:compute/targetSSLProxy:TargetSSLProxy",
];

/** What each property of an SSL policy may be, and what the API takes where it is not set. */
const rules = [
  { property: "minTlsVersion", allowed: ["TLS_1_2", "TLS_1_3"], omitted: "TLS_1_0" },
  { property: "profile", allowed: ["MODERN", "RESTRICTED", "FIPS_202205"], omitted: "COMPATIBLE" },
];

export default policy({
  name: "edge-modern-tls",
  refuses: "a load balancer that speaks old TLS",
  because: "without an SSL policy of its own a proxy accepts TLS 1.0 and ciphers that are broken",
  fix: "give the proxy an sslPolicy whose minTlsVersion is TLS_1_2 or TLS_1_3 and whose profile is MODERN or RESTRICTED",
  severity: "high",
  frameworks: [cis("3.9", "Ensure No HTTPS or SSL Proxy Load Balancers Permit SSL Policies With Weak Cipher Suites")],
  same: [
    "checkov:CKV_GCP_4",
    "trivy:GCP-0039",
    "gcp-pac:compute-ssl-policy-disallow-profile-compatible",
    "gcp-pac:compute-ssl-policy-disallow-weak-chipher-suites",
    "gcp-pac:compute-ssl-policy-require-min-tls-version",
  ],
  applies: [...proxies, ...policies],
  remedy: { minTlsVersion: "TLS_1_2", profile: "MODERN" },
  check({ type, props }, report) {
    if (proxies.includes(type)) judgeProxy(props, report);
    else judgePolicy(props, report);
  },
});

function judgeProxy({ sslPolicy }: Props, { violation, unknown }: Report): void {
  if (sslPolicy === Unknown) unknown("sslPolicy");
  else if (sslPolicy === undefined || sslPolicy === "") violation("sslPolicy", "is not set, so TLS 1.0 is accepted");
}

function judgePolicy(props: Props, { violation, unknown }: Report): void {
  for (const { property, allowed, omitted } of rules) {
    const value = props[property];
    if (value === Unknown) unknown(property);
    else if (value === undefined) violation(property, `is not set, which means ${omitted}`);
    else if (!allowed.includes(String(value))) violation(property, `is ${String(value)}`);
  }
}
