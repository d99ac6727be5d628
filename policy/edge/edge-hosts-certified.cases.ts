import { type CaseResource, stackCases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./edge-hosts-certified";

const host = "registry.example.dev";
const parts = {
  list: "gcp:certificatemanager/certificateMap:CertificateMap",
  entry: "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry",
  certificate: "gcp:certificatemanager/certificate:Certificate",
  proof: "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
  map: "gcp:compute/uRLMap:URLMap",
  proxy: "gcp:compute/targetHttpsProxy:TargetHttpsProxy",
};
const madeFrom: Readonly<Record<string, Record<string, string[]>>> = {
  entry: { certificates: ["certificate"], map: ["list"] },
  certificate: { managed: ["proof"] },
  proxy: { urlMap: ["map"], certificateMap: ["list"] },
};

/** A whole chain for one host, with some properties otherwise. */
function chain(changes: Partial<Record<keyof typeof parts, Props>> = {}): CaseResource[] {
  const location = "projects/example/locations/global";
  const props: Record<keyof typeof parts, Props> = {
    list: { name: "edge" },
    proof: { name: "proof", domain: host },
    certificate: {
      name: "registry",
      managed: { domains: [host], dnsAuthorizations: [`${location}/dnsAuthorizations/proof`] },
    },
    entry: { map: "edge", hostname: host, certificates: [`${location}/certificates/registry`] },
    map: { name: "routes", hostRules: [{ hosts: [host], pathMatcher: "registry" }] },
    proxy: {
      urlMap: "projects/example/global/urlMaps/routes",
      certificateMap: `//certificatemanager.googleapis.com/${location}/certificateMaps/edge`,
    },
  };
  return Object.entries(parts).map(([name, type]) => ({
    type,
    name,
    props: { ...props[name as keyof typeof parts], ...changes[name as keyof typeof parts] },
    ...(madeFrom[name] && { madeFrom: madeFrom[name] }),
  }));
}
const managed = (domain: Value, dnsAuthorizations: Value): Props => ({
  managed: { domains: [domain], dnsAuthorizations },
});

export default stackCases(policy, {
  passing: [
    { title: "has a certificate for its host", stack: chain() },
    {
      title: "has a certificate for all hosts of a domain",
      stack: chain({
        proof: { domain: "example.dev" },
        certificate: managed("*.example.dev", ["proof"]),
        entry: { hostname: "*.example.dev" },
      }),
    },
    {
      title: "has a certificate for its host, when all is yet to be made",
      stack: chain({
        list: { name: Unknown },
        proof: { name: Unknown },
        certificate: { name: Unknown, ...managed(host, [Unknown]) },
        entry: { map: Unknown, certificates: [Unknown] },
        map: { name: Unknown },
        proxy: { urlMap: Unknown, certificateMap: Unknown },
      }),
    },
    { title: "has one certificate for whatever is asked for", stack: chain({ entry: { matcher: "PRIMARY" } }) },
  ],
  failing: [
    {
      title: "has a host more than certificates",
      stack: chain({ map: { hostRules: [{ hosts: [host, "push.example.dev"], pathMatcher: "registry" }] } }),
      at: ["hostRules[0].hosts[1]"],
    },
    {
      title: "has an entry for another host",
      stack: chain({ entry: { hostname: "registry.example.com" } }),
      at: ["hostname", "hostRules[0].hosts[0]"],
    },
    {
      title: "has an entry without a certificate",
      stack: chain({ entry: { certificates: [] } }),
      at: ["certificates"],
    },
    {
      title: "has a certificate for another host",
      stack: chain({ certificate: managed("push.example.dev", ["proof"]) }),
      at: ["hostname", "managed.domains[0]"],
    },
    {
      title: "has the proof of another host",
      stack: chain({ proof: { domain: "push.example.dev" } }),
      at: ["managed.domains[0]"],
    },
  ],
  unknown: [
    { title: "takes its host from a new resource", stack: chain({ map: { hostRules: [{ hosts: [Unknown] }] } }) },
    { title: "has a certificate of another stack", stack: chain({ entry: { certificates: ["elsewhere"] } }) },
  ],
});
