import { policy } from "../policy";
import { isSet } from "../settings";
import { Unknown } from "../values";
import { logBuckets } from "./logging";

/** Days, which is Cloud Logging's own default, and free of charge. */
const shortest = 30;

export default policy({
  name: "logs-kept",
  refuses: "a log bucket that forgets within a month",
  because: "a break-in is found after weeks as a rule, and the log of how it began is then gone",
  fix: `leave retentionDays at its default, ${shortest}, or set it to more`,
  severity: "medium",
  applies: logBuckets,
  check({ props: { retentionDays: days } }, { violation, unknown }) {
    if (days === Unknown) unknown("retentionDays");
    else if (isSet(days) && Number(days) < shortest)
      violation("retentionDays", `is ${String(days)}, not at least ${shortest}`);
  },
});
