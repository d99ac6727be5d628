import { policy } from "../policy";
import { at, find, Unknown } from "../values";

/** The audience that Google takes where none is set: the provider's own name (cloud.google.com/iam/docs/workload-identity-federation). */
const own = /^(https:)?\/\/iam\.googleapis\.com\//;

export default policy({
  name: "federation-own-audience",
  refuses: "a trust in tokens that were made for somebody else",
  because:
    "a token tells by its audience whom it is for; a provider that takes another's can be shown one that was handed to " +
    "another service, by that service",
  fix: "leave oidc.allowedAudiences out, which means the provider's own name, and have the caller ask for that audience",
  severity: "high",
  applies: "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider",
  check({ props }, { violation, unknown }) {
    if (props.oidc === undefined) return "not applicable";
    if (at(props.oidc, "allowedAudiences") === Unknown) unknown("oidc.allowedAudiences");
    else
      for (const { path, value } of find(props, "oidc.allowedAudiences[]"))
        if (value === Unknown) unknown(path);
        else if (!own.test(String(value)))
          violation(path, `is ${JSON.stringify(value)}, which is no name of a provider`);
    return undefined;
  },
});
