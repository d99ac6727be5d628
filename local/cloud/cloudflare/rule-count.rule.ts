/** How many rules a bucket takes. Of CORS rules no number is told. */
import type { Rule } from "../rule";
import { MalformedSetting } from "./settings";

const most = 1000;

export const ruleCount: Rule = {
  name: "r2-rule-count",
  demands: "An R2 bucket has at most 1,000 lifecycle rules, and at most 1,000 lock rules.",
  answer: "400 Bad Request",
  sources: [
    "https://developers.cloudflare.com/r2/buckets/object-lifecycles/",
    "https://developers.cloudflare.com/r2/buckets/bucket-locks/",
    "no source of the answer was found: it is that to a document which the API does not take",
  ],
  types: ["cloudflare:index/r2BucketLifecycle:R2BucketLifecycle", "cloudflare:index/r2BucketLock:R2BucketLock"],
  before: ["create", "update"],
  check({ type, inputs }) {
    if (Array.isArray(inputs.rules) && inputs.rules.length > most) throw new MalformedSetting(type.token, inputs);
  },
};
