import { policy } from "../policy";
import { at, find, type Known, Unknown, type Value } from "../values";

/** Only where rules are set: a bucket without any ends an upload after seven days (developers.cloudflare.com/r2/buckets/object-lifecycles). */
export default policy({
  name: "r2-aborts-unfinished-uploads",
  refuses: "lifecycle rules that leave unfinished uploads where they are",
  because: "rules of one's own replace the default rule that ends them, and parts that no listing shows are paid for",
  fix: 'add a rule that is enabled, has the prefix "" and an abortMultipartUploadsTransition',
  severity: "low",
  applies: "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  check({ props }, { violation, unknown }) {
    const answers = find(props, "rules[]").map(({ value }) => abortsAll(value));
    if (answers.includes(true)) return;
    if (answers.includes(Unknown)) unknown("rules");
    else violation("rules", "has none that ends the unfinished uploads of the whole bucket");
  },
});

/** Whether a rule ends every unfinished upload. */
function abortsAll(rule: Value | undefined): Known {
  const enabled = at(rule, "enabled");
  const prefix = at(rule, "conditions", "prefix") ?? "";
  const aborts = at(rule, "abortMultipartUploadsTransition");
  if (enabled === false || aborts === undefined || (prefix !== Unknown && prefix !== "")) return false;
  return enabled === Unknown || aborts === Unknown || prefix === Unknown ? Unknown : enabled === true;
}
