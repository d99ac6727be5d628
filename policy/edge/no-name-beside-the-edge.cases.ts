import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-name-beside-the-edge";

const cloudflare = "cloudflare:index/dnsRecord:DnsRecord";
const google = "gcp:dns/recordSet:RecordSet";
const address = "registry-123456789012.europe-west1.run.app";

export default cases(policy, {
  passing: [
    { title: "leads to the load balancer", type: cloudflare, props: { type: "A", content: "198.51.100.7" } },
    {
      title: "leads all of run.app to where the network finds it",
      type: google,
      props: { name: "*.run.app.", rrdatas: ["run.app."] },
    },
    {
      title: "proves a certificate",
      type: cloudflare,
      props: { type: "CNAME", content: "2c89070c.75.authorize.certificatemanager.goog" },
    },
  ],
  failing: [
    {
      title: "leads to a service",
      type: cloudflare,
      props: { name: "registry", type: "CNAME", content: address, proxied: true },
      at: ["content"],
    },
    {
      title: "leads to a service, by Google's name servers",
      type: google,
      props: { name: "registry.example.dev.", rrdatas: ["registry-0a1b2c3d4e-ew.a.run.app."] },
      at: ["rrdatas[0]"],
    },
    {
      title: "leads to a domain of the older API",
      type: cloudflare,
      props: { type: "CNAME", content: "ghs.googlehosted.com" },
      at: ["content"],
    },
    {
      title: "has a service for an endpoint out on the internet",
      type: "gcp:compute/globalNetworkEndpoint:GlobalNetworkEndpoint",
      props: { fqdn: address, port: 443 },
      at: ["fqdn"],
    },
  ],
  unknown: [{ title: "leads to an address that is made with it", type: cloudflare, props: { content: Unknown } }],
});
