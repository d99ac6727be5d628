import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "r2-domain-modern-tls",
  refuses: "a bucket's domain that speaks old TLS",
  because: "TLS 1.0 and 1.1 have ciphers that are broken, and a client can be talked down to them",
  fix: 'set minTls to "1.2" or "1.3"',
  severity: "high",
  applies: "cloudflare:index/r2CustomDomain:R2CustomDomain",
  remedy: { minTls: "1.2" },
  check({ props }, report) {
    judgeSetting(props, { path: "minTls", allowed: ["1.2", "1.3"], omitted: "which means 1.0" }, report);
  },
});
