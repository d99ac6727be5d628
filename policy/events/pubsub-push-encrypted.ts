import { policy } from "../policy";
import { isSet } from "../settings";
import { at, Unknown } from "../values";
import { subscription } from "./things";

export default policy({
  name: "pubsub-push-encrypted",
  refuses: "a subscription that pushes to an address that is not https",
  because: "messages, and the token that lets in whoever shows it, would cross the network for everyone to read",
  fix: "push to an address that begins with https://",
  severity: "high",
  applies: subscription,
  check({ props }, { violation, unknown }) {
    const endpoint = at(props.pushConfig, "pushEndpoint");
    if (endpoint === Unknown) unknown("pushConfig.pushEndpoint");
    else if (!isSet(endpoint)) return "not applicable";
    else if (!/^https:\/\//i.test(String(endpoint))) violation("pushConfig.pushEndpoint", `is ${String(endpoint)}`);
    return undefined;
  },
});
