import { policy } from "../policy";
import { find, Unknown } from "../values";

/** No rules at all are no lock, and say so; a rule that does nothing is taken for one. */
export default policy({
  name: "r2-lock-holds",
  refuses: "a bucket's lock that holds nothing",
  because:
    "it stands in the program and in every review as what keeps objects from being deleted, and they can be deleted",
  fix: "set enabled to true and give a date that is to come, or take the rule out",
  severity: "medium",
  applies: "cloudflare:index/r2BucketLock:R2BucketLock",
  check({ props }, { violation, unknown }) {
    for (const { path, value } of find(props, "rules[].enabled"))
      if (value === Unknown) unknown(path);
      else if (value !== true) violation(path, "is not true");
    for (const { path, value } of find(props, "rules[].condition?.date"))
      if (value === Unknown) unknown(path);
      else if (value !== undefined && !(Date.parse(String(value)) > Date.now()))
        violation(path, `is ${String(value)}, which is past`);
  },
});
