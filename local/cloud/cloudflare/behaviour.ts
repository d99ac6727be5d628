import type { Behaviours, Subject } from "../behaviour";
import { digest } from "../template";

/** The value is told once, when the token is made. */
function token({ id }: Subject) {
  return { status: "active", value: digest(id, "value").slice(0, 40) };
}

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
  "cloudflare:index/r2CustomDomain:R2CustomDomain": {
    outputs: () => ({ status: { ownership: "active", ssl: "active" } }),
  },
  "cloudflare:index/accountToken:AccountToken": { outputs: token },
  "cloudflare:index/apiToken:ApiToken": { outputs: token },
};
