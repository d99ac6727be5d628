import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./edge-modern-tls";

const proxy = "gcp:compute/targetHttpsProxy:TargetHttpsProxy";
const sslPolicy = "gcp:compute/sSLPolicy:SSLPolicy";

export default cases(policy, {
  passing: [
    { title: "has a policy", type: proxy, props: { sslPolicy: "projects/example/global/sslPolicies/modern" } },
    { title: "is modern", type: sslPolicy, props: { minTlsVersion: "TLS_1_2", profile: "MODERN" } },
    { title: "is restricted", type: sslPolicy, props: { minTlsVersion: "TLS_1_3", profile: "RESTRICTED" } },
  ],
  failing: [
    { title: "has no policy", type: proxy, props: { urlMap: "edge" }, at: ["sslPolicy"] },
    {
      title: "leaves both properties out",
      type: sslPolicy,
      props: { name: "tls" },
      at: ["minTlsVersion", "profile"],
    },
    {
      title: "allows TLS 1.1",
      type: sslPolicy,
      props: { minTlsVersion: "TLS_1_1", profile: "MODERN" },
      at: ["minTlsVersion"],
    },
    {
      title: "picks its ciphers by hand",
      type: "gcp:compute/regionSslPolicy:RegionSslPolicy",
      props: { minTlsVersion: "TLS_1_2", profile: "CUSTOM" },
      at: ["profile"],
    },
  ],
  unknown: [
    { title: "has a policy made in this run", type: proxy, props: { sslPolicy: Unknown } },
    {
      title: "takes the profile from a new resource",
      type: sslPolicy,
      props: { minTlsVersion: "TLS_1_2", profile: Unknown },
    },
  ],
  notApplicable: [{ title: "only redirects", type: "gcp:compute/targetHttpProxy:TargetHttpProxy", props: {} }],
});
