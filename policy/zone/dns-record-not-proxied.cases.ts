import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./dns-record-not-proxied";

const type = "cloudflare:index/dnsRecord:DnsRecord";

export default cases(policy, {
  passing: [
    { title: "only tells the address", type, props: { type: "A", content: "198.51.100.7", proxied: false } },
    { title: "says nothing of it", type, props: { type: "A", content: "198.51.100.7" } },
  ],
  failing: [
    {
      title: "is proxied, as the dashboard would have it",
      type,
      props: { type: "A", content: "198.51.100.7", proxied: true },
      at: ["proxied"],
    },
    {
      title: "is to prove a certificate, and is proxied",
      type,
      props: {
        name: "_acme-challenge.registry",
        type: "CNAME",
        content: "a.authorize.certificatemanager.goog",
        proxied: true,
      },
      at: ["proxied"],
    },
  ],
  unknown: [{ title: "takes it from a new resource", type, props: { proxied: Unknown } }],
});
