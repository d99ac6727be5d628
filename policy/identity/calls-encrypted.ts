import { policy } from "../policy";
import { find, Unknown } from "../values";

/** Where each says how it calls. */
const places: Readonly<Record<string, string>> = {
  "gcp:cloudscheduler/job:Job": "httpTarget?.uri",
  "gcp:cloudtasks/queue:Queue": "httpTarget?.uriOverride?.scheme",
  "gcp:eventarc/pipeline:Pipeline": "destinations[].httpEndpoint?.uri",
  "gcp:eventarc/trigger:Trigger": "destination.httpEndpoint?.uri",
};

/** A subscription has a policy of its own: `pubsub-push-encrypted`. */
export default policy({
  name: "calls-encrypted",
  refuses: "a schedule, a queue or a trigger that calls without TLS",
  because: "its token goes along in the clear, and whoever reads it on the way calls as its account for an hour",
  fix: "call an https:// address",
  severity: "high",
  applies: Object.keys(places),
  check({ type, props }, { violation, unknown }) {
    for (const { path, value } of find(props, places[type] ?? ""))
      if (value === Unknown) unknown(path);
      else if (/^http(:|$)/i.test(String(value))) violation(path, `is ${String(value)}`);
  },
});
