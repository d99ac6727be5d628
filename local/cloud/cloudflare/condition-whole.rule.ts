/** The condition of a rule has what its type says; the provider asks for the type alone. */
import type { PropertyMap } from "../../values";
import type { Rule } from "../rule";
import { objectOf, objectsOf } from "../typed";
import { MalformedSetting } from "./settings";

const lifecycleType = "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle";
const lockType = "cloudflare:index/r2BucketLock:R2BucketLock";

function conditionsOf(type: string, rule: PropertyMap): PropertyMap[] {
  if (type === lockType) return [objectOf(rule.condition)];
  return [objectOf(rule.deleteObjectsTransition), ...objectsOf(rule.storageClassTransitions)].map(({ condition }) =>
    objectOf(condition),
  );
}

function isWhole({ type, date, maxAge, maxAgeSeconds = maxAge }: PropertyMap): boolean {
  const kind = String(type).toLowerCase();
  if (kind === "age") return typeof maxAgeSeconds === "number" && maxAgeSeconds >= 0;
  return kind !== "date" || (typeof date === "string" && Number.isFinite(Date.parse(date)));
}

export const conditionWhole: Rule = {
  name: "r2-condition-whole",
  demands: "The condition of a lifecycle or lock rule says how old (Age) or until when (Date), as its type has it.",
  answer: "400 Bad Request, 10040: The JSON you provided was not well formed.",
  sources: [
    "https://developers.cloudflare.com/r2/buckets/bucket-locks/",
    "https://developers.cloudflare.com/r2/buckets/object-lifecycles/",
    "cloudflare/workers-sdk#8486 (the words, of another document that is not as the API wants it)",
  ],
  types: [lifecycleType, lockType],
  before: ["create", "update"],
  check({ type, inputs }) {
    const conditions = objectsOf(inputs.rules).flatMap((rule) => conditionsOf(type.token, rule));
    if (!conditions.every(isWhole)) throw new MalformedSetting(type.token, inputs);
  },
};
