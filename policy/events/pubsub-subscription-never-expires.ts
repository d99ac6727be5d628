import { policy } from "../policy";
import { at, Unknown } from "../values";
import { subscription } from "./things";

export default policy({
  name: "pubsub-subscription-never-expires",
  refuses: "a subscription that Pub/Sub deletes when nothing has used it for a while",
  because:
    "a quiet month takes it away with all that it holds, and what is published from then on is lost without a word",
  fix: 'set expirationPolicy: { ttl: "" }, which is never (Flotilla\'s subscriptions have it)',
  severity: "high",
  applies: subscription,
  remedy: { expirationPolicy: { ttl: "" }, "expirationPolicy.ttl": "" },
  check({ props }, { violation, unknown }) {
    const ttl = at(props.expirationPolicy, "ttl");
    if (ttl === Unknown) unknown("expirationPolicy.ttl");
    else if (props.expirationPolicy === undefined) violation("expirationPolicy", "is not set, which means 31 days");
    else if (ttl !== undefined && ttl !== "") violation("expirationPolicy.ttl", `is ${String(ttl)}`);
  },
});
