import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./no-oauth-client-secret";

const type = "gcp:compute/backendService:BackendService";

export default cases(policy, {
  passing: [{ title: "leaves the client to Google", type, props: { iap: { enabled: true } } }],
  failing: [
    {
      title: "has a client of its own",
      type,
      props: { iap: { enabled: true, oauth2ClientId: "1-a.apps.googleusercontent.com", oauth2ClientSecret: Unknown } },
      at: ["iap.oauth2ClientSecret", "iap.oauth2ClientId"],
    },
    {
      title: "is such a client",
      type: "gcp:iap/client:Client",
      props: { brand: "projects/123456789012/brands/123456789012", displayName: "registry" },
      at: ["displayName"],
    },
  ],
  unknown: [{ title: "takes it all from a new resource", type, props: { iap: Unknown } }],
  notApplicable: [{ title: "has no identity proxy", type, props: {} }],
});
