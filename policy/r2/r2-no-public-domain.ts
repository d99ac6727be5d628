import { policy } from "../policy";
import { judgeSetting } from "../settings";

export default policy({
  name: "r2-no-public-domain",
  refuses: "a bucket that anyone reads at an r2.dev address",
  because: "it serves every object to whoever guesses its name, without the zone's firewall, cache or log",
  fix: "set enabled to false; hand out signed addresses, or give the bucket a domain of the zone (R2CustomDomain)",
  severity: "critical",
  applies: "cloudflare:index/r2ManagedDomain:R2ManagedDomain",
  check({ props }, report) {
    judgeSetting(props, { path: "enabled", allowed: [false] }, report);
  },
});
