import { day, secondsOf } from "../durations";
import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";
import { subscription } from "./things";

/** Days, which is Pub/Sub's own default. */
const shortest = 7;

export default policy({
  name: "pubsub-messages-kept",
  refuses: "a subscription that drops what was not taken within a week",
  because: "what takes it may be down over a long weekend, and nobody is told of a message that its time ran out on",
  fix: `leave messageRetentionDuration at its default, ${shortest} days, or set it to up to 31: "2678400s"`,
  severity: "high",
  applies: subscription,
  check({ props: { messageRetentionDuration: kept } }, { violation, unknown }) {
    if (kept === Unknown) unknown("messageRetentionDuration");
    else if (isSet(kept) && !(secondsOf(String(kept)) >= shortest * day))
      violation("messageRetentionDuration", `is ${JSON.stringify(kept)}, not at least ${shortest} days`);
  },
});
