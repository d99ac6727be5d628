import { policy } from "../policy";
import { addressesIn } from "../run/addresses";
import { find, Unknown } from "../values";

/** Where each says whereto a name, or a load balancer, leads. */
const targets: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/dnsRecord:DnsRecord": ["content", "data.target"],
  "cloudflare:index/record:Record": ["content", "data.target"],
  "gcp:compute/globalNetworkEndpoint:GlobalNetworkEndpoint": ["fqdn"],
  "gcp:compute/regionNetworkEndpoint:RegionNetworkEndpoint": ["fqdn"],
  "gcp:dns/recordSet:RecordSet": ["rrdatas[]"],
};

/** To which a domain of Cloud Run's older API is led. */
const domainMapping = /(^|\.)ghs\.googlehosted\.com\.?$/i;

export default policy({
  name: "no-name-beside-the-edge",
  refuses: "a name, or a load balancer's endpoint, that leads to a service's own address",
  because:
    "what comes that way passes no firewall, rate limit or certificate of the edge, and with a proxy in between nobody sees " +
    "that a service which was never granted is called",
  fix: "lead the name to the load balancer, and the host to the service there (Flotilla: routes of Edge)",
  severity: "high",
  applies: Object.keys(targets),
  check({ type, props }, { violation, unknown }) {
    for (const { path, value } of (targets[type] ?? []).flatMap((pattern) => find(props, pattern))) {
      if (value === Unknown) unknown(path);
      else if (typeof value === "string" && (addressesIn(value).length > 0 || domainMapping.test(value)))
        violation(path, `is ${value}`);
    }
  },
});
