import { policy } from "../policy";
import { Unknown } from "../values";

export default policy({
  name: "dns-record-not-proxied",
  refuses: "a DNS record behind which Cloudflare answers itself",
  because:
    "it ends TLS with a certificate of its own and asks in everybody's stead: the load balancer's rate limit then counts all " +
    "the world as a few addresses, and a certificate that is proved by the record is never issued",
  fix: "set proxied to false (Flotilla's Edge does); a bucket's domain has its own resource, R2CustomDomain",
  severity: "high",
  applies: ["cloudflare:index/dnsRecord:DnsRecord", "cloudflare:index/record:Record"],
  remedy: { proxied: false },
  check({ props: { proxied } }, { violation, unknown }) {
    if (proxied === Unknown) unknown("proxied");
    else if (proxied === true) violation("proxied", "is true");
  },
});
