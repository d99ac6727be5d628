import { policy } from "../policy";
import { Unknown } from "../values";

const setting = "cloudflare:index/zoneSetting:ZoneSetting";
const universal = "cloudflare:index/universalSslSetting:UniversalSslSetting";

/** What each may be; developers.cloudflare.com/api/resources/zones/subresources/settings. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "0rtt": ["off"],
  always_use_https: ["on"],
  min_tls_version: ["1.2", "1.3"],
  ssl: ["strict", "origin_pull"],
  tls_1_3: ["on", "zrt"],
};

/** A bucket's own domain is served by the zone, so what weakens the zone weakens it. */
export default policy({
  name: "zone-tls-kept",
  refuses: "a zone of Cloudflare that serves without TLS, with old TLS, or takes any certificate of whom it asks",
  because:
    "it holds for every name of the zone at once, a bucket's domain included, and no resource of theirs shows it",
  fix:
    "set ssl to strict, always_use_https to on, min_tls_version to 1.2 or 1.3, tls_1_3 to on and 0rtt to off, and leave " +
    "universal SSL enabled",
  severity: "high",
  applies: [setting, universal],
  check({ type, props: { settingId, value, enabled } }, { violation, unknown }) {
    if (type === universal) {
      if (enabled === Unknown) unknown("enabled");
      else if (enabled === false)
        violation("enabled", "is false, so names without a certificate of their own have none");
      return undefined;
    }
    if (settingId === Unknown) return unknown("settingId");
    const values = allowed[String(settingId)];
    if (values === undefined) return "not applicable";
    if (value === Unknown) unknown("value");
    else if (!values.includes(String(value))) violation("value", `is ${String(value)} for ${String(settingId)}`);
    return undefined;
  },
});
