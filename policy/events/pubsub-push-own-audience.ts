import { policy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { subscription } from "./things";

const path = "pushConfig.oidcToken.audience";

/** One that is no address names a service in other words, which the service itself knows. */
export default policy({
  name: "pubsub-push-own-audience",
  refuses: "a push that shows a token made for another address",
  because:
    "a service that checks tokens answers 401 to each event, and one that does not can use them at the address that they were made for",
  fix: "leave audience out, or let it be the address of pushEndpoint",
  severity: "medium",
  applies: subscription,
  check({ props }, { violation, unknown }) {
    const endpoint = at(props.pushConfig, "pushEndpoint");
    const audience = at(props.pushConfig, "oidcToken", "audience");
    if (!isSet(endpoint) || !isSet(audience)) return "not applicable";
    if (audience === Unknown || endpoint === Unknown) unknown(path);
    else if (URL.canParse(String(audience)) && hostOf(audience) !== hostOf(endpoint))
      violation(path, `is ${String(audience)}, and pushes go to ${hostOf(endpoint)}`);
    return undefined;
  },
});

const hostOf = (address: unknown) => (URL.canParse(String(address)) ? new URL(String(address)).host : String(address));
