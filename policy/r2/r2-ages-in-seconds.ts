import { day } from "../durations";
import { policy } from "../policy";
import { find, Unknown } from "../values";

const lifecycle = "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle";
const lock = "cloudflare:index/r2BucketLock:R2BucketLock";

/** Cloudflare counts in seconds, where its dashboard, and every other store, counts in days. */
const ages: Readonly<Record<string, readonly string[]>> = {
  [lifecycle]: [
    "rules[].abortMultipartUploadsTransition?.condition?.maxAge",
    "rules[].deleteObjectsTransition?.condition?.maxAge",
    "rules[].storageClassTransitions[].condition?.maxAge",
  ],
  [lock]: ["rules[].condition?.maxAgeSeconds"],
};

export default policy({
  name: "r2-ages-in-seconds",
  refuses: "a bucket's rule for objects of less than a day",
  because:
    "the number is in seconds, so a rule that was to delete what is older than 90 days deletes what is older than 90 seconds, " +
    "and a lock of 30 holds for half a minute",
  fix: `write the days as seconds: 90 * ${day}`,
  severity: "high",
  applies: Object.keys(ages),
  check({ type, props }, { violation, unknown }) {
    for (const { path, value } of (ages[type] ?? []).flatMap((pattern) => find(props, pattern)))
      if (value === Unknown) unknown(path);
      else if (typeof value === "number" && value < day) violation(path, `is ${value}, in seconds`);
  },
});
