import { day } from "../durations";
import { policy } from "../policy";
import { at, find, Unknown } from "../values";

const shortest = { days: 30, text: "30 days" };

/** By folder a rule may be as quick as it likes: what is in tmp/ is known to be of no use any more. */
export default policy({
  name: "r2-keeps-for-a-month",
  refuses: "a rule that deletes everything in a bucket within a month",
  because: "it asks for the age of an object and not whether it is still used, and nobody can bring back what it took",
  fix: `name the folder that is meant (conditions.prefix), or wait ${shortest.text} at least`,
  severity: "high",
  applies: "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  check({ props }, { violation, unknown }) {
    for (const { path, value: rule } of find(props, "rules[]")) {
      const where = `${path}.deleteObjectsTransition.condition.maxAge`;
      const age = at(rule, "deleteObjectsTransition", "condition", "maxAge");
      const enabled = at(rule, "enabled");
      const prefix = at(rule, "conditions", "prefix") ?? "";
      const isHarmless = age === undefined || enabled === false || (prefix !== Unknown && prefix !== "");
      if (isHarmless || (age !== Unknown && Number(age) >= shortest.days * day)) continue;
      if ([age, enabled, prefix].includes(Unknown)) unknown(where);
      else violation(where, `is ${String(age)} seconds, ${Math.floor(Number(age) / day)} days`);
    }
  },
});
