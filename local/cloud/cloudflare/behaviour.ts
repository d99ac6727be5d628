import type { Behaviours } from "../behaviour";

export const behaviour: Behaviours = {
  "cloudflare:index/dnsRecord:DnsRecord": {
    outputs: ({ inputs }) => ({
      proxied: false,
      // What carries web traffic can go through the proxy (developers.cloudflare.com/dns/proxy-status).
      proxiable: ["A", "AAAA", "CNAME"].includes(String(inputs.type)),
      meta: "{}",
      tags: [],
    }),
  },
};
