import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./zone-tls-kept";

const setting = (settingId: Value, value: Value): { type: string; props: Props } => ({
  type: "cloudflare:index/zoneSetting:ZoneSetting",
  props: { zoneId: "fedcba9876543210fedcba9876543210", settingId, value },
});
const at = ["value"];

export default cases(policy, {
  passing: [
    { title: "asks for a true certificate", ...setting("ssl", "strict") },
    { title: "leads everyone to HTTPS", ...setting("always_use_https", "on") },
    { title: "begins at TLS 1.2", ...setting("min_tls_version", "1.2") },
  ],
  failing: [
    { title: "asks at plain HTTP", ...setting("ssl", "flexible"), at },
    { title: "takes any certificate", ...setting("ssl", "full"), at },
    { title: "serves at plain HTTP", ...setting("always_use_https", "off"), at },
    { title: "begins at TLS 1.0", ...setting("min_tls_version", "1.0"), at },
    { title: "takes requests that can be sent again", ...setting("0rtt", "on"), at },
    {
      title: "has no certificates any more",
      type: "cloudflare:index/universalSslSetting:UniversalSslSetting",
      props: { enabled: false },
      at: ["enabled"],
    },
  ],
  unknown: [
    { title: "takes its value from a new resource", ...setting("ssl", Unknown) },
    { title: "is a setting that is not known yet", ...setting(Unknown, "off") },
  ],
  notApplicable: [{ title: "is about something else", ...setting("brotli", "off") }],
});
