import { policy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { globalBackend, regionalBackend } from "./backends";

const client = "gcp:iap/client:Client";

export default policy({
  name: "no-oauth-client-secret",
  refuses: "an identity proxy with an OAuth client of one's own",
  because:
    "the client's secret is then in the state and in the program that passes it on, never ends, and lets its holder sign " +
    "people in under the platform's name",
  fix:
    "leave oauth2ClientId and oauth2ClientSecret out: Google then manages the client; or have Cloud Run ask the proxy itself " +
    "(iapEnabled on the service)",
  severity: "medium",
  applies: [globalBackend, regionalBackend, client],
  check({ type, props }, { violation, unknown }) {
    if (type === client) return violation("displayName", "is a client whose secret the provider reads into the state");
    if (props.iap === undefined) return "not applicable";
    if (props.iap === Unknown) return unknown("iap");
    for (const property of ["oauth2ClientSecret", "oauth2ClientId"])
      if (isSet(at(props.iap, property))) violation(`iap.${property}`, "is set");
    return undefined;
  },
});
