/** What a bucket's arguments say in our words, in R2's: durations are seconds there. */
import type * as cloudflare from "@pulumi/cloudflare";
import { checksInto, type Mistake } from "../../refuse";
import { type Duration, durationMistakes, toSeconds } from "../../units";

/** What happens to objects as they age. */
export interface LifecycleRule {
  /** Unique in the bucket. */
  id: string;
  /** Keys that it is for. @default all */
  prefix?: string;
  /** Objects are deleted at this age, 1 day at least. @default never */
  deleteAfter?: Duration;
  /** Objects move to the cheaper storage at this age, where reading costs, 1 day at least. @default never */
  infrequentAccessAfter?: Duration;
}

/** Objects that cannot be changed or deleted for a time, by nobody. */
export interface LockRule {
  /** Unique in the bucket. */
  id: string;
  /** Keys that it is for. @default all */
  prefix?: string;
  /** For so long after an object was written, or until the rule is taken away. */
  keepFor: Duration | "ever";
}

/** Web pages whose scripts may use the bucket by signed URLs. */
export interface CorsRule {
  /** As browsers send them, as in `https://app.example.dev`. */
  origins: readonly `https://${string}`[];
  methods: readonly ("GET" | "HEAD" | "PUT" | "DELETE")[];
  /** Headers that a request may carry. @default none */
  headers?: readonly string[];
  /** Headers that a script may see of an answer. @default none */
  exposeHeaders?: readonly string[];
  /** How long a browser may remember this, a day at most. @default "1h" */
  maxAge?: Duration;
}

type Rules<T> = T extends { rules?: infer R } ? NonNullable<R> : never;

export function lifecycleOf(
  rules: readonly LifecycleRule[],
  abortUploadsAfter: Duration,
): Rules<cloudflare.R2BucketLifecycleArgs> {
  const age = (duration: Duration) => ({ condition: { type: "Age", maxAge: toSeconds(duration) } });
  return [
    // Setting any rule takes away the one that every new bucket has: abort what was never finished.
    {
      id: abortRule,
      enabled: true,
      conditions: { prefix: "" },
      abortMultipartUploadsTransition: age(abortUploadsAfter),
    },
    ...rules.map(({ id, prefix = "", deleteAfter, infrequentAccessAfter }) => ({
      id,
      enabled: true,
      conditions: { prefix },
      ...(deleteAfter && { deleteObjectsTransition: age(deleteAfter) }),
      ...(infrequentAccessAfter && {
        storageClassTransitions: [{ ...age(infrequentAccessAfter), storageClass: "InfrequentAccess" }],
      }),
    })),
  ];
}

const abortRule = "abort-unfinished-uploads";

export function lockOf(rules: readonly LockRule[]): Rules<cloudflare.R2BucketLockArgs> {
  return rules.map(({ id, prefix = "", keepFor }) => ({
    id,
    enabled: true,
    prefix,
    condition: keepFor === "ever" ? { type: "Indefinite" } : { type: "Age", maxAgeSeconds: toSeconds(keepFor) },
  }));
}

export function corsOf(rules: readonly CorsRule[]): Rules<cloudflare.R2BucketCorsArgs> {
  // R2 refuses empty lists (terraform-provider-cloudflare#5260).
  const some = <K extends string>(key: K, values: readonly string[] = []) =>
    values.length > 0 ? { [key]: [...values] } : {};
  return rules.map(({ origins, methods, headers, exposeHeaders, maxAge = "1h" }) => ({
    allowed: { origins: [...origins], methods: [...methods], ...some("headers", headers) },
    ...some("exposeHeaders", exposeHeaders),
    maxAgeSeconds: toSeconds(maxAge),
  }));
}

export interface BucketRules {
  lifecycle?: readonly LifecycleRule[];
  lock?: readonly LockRule[];
  cors?: readonly CorsRule[];
}

/** Bounds: developers.cloudflare.com/r2/buckets/object-lifecycles, …/bucket-locks and …/cors. */
export function ruleMistakes({ lifecycle = [], lock = [], cors = [] }: BucketRules): Mistake[] {
  const mistakes: Mistake[] = [];
  const check = checksInto(mistakes);
  const named = (list: string, ids: readonly string[]) =>
    ids.forEach((id, i) => {
      check(id !== "", `${list}[${i}].id`, "is empty");
      check(ids.indexOf(id) === i, `${list}[${i}].id`, `${JSON.stringify(id)} is the id of two rules`);
    });
  const most = (list: string, rules: readonly unknown[]) =>
    check(rules.length <= 999, list, `has ${rules.length} rules; R2 takes 1,000, and one is the bucket's own`);

  named("lifecycle", [...lifecycle.map(({ id }) => id)]);
  most("lifecycle", lifecycle);
  lifecycle.forEach(({ id, deleteAfter, infrequentAccessAfter }, i) => {
    const path = `lifecycle[${i}]`;
    check(id !== abortRule, `${path}.id`, `${abortRule} is the bucket's own rule; see abortUploadsAfter`);
    check(
      deleteAfter !== undefined || infrequentAccessAfter !== undefined,
      path,
      "does nothing; give deleteAfter or infrequentAccessAfter",
    );
    const ages = Object.entries({ deleteAfter, infrequentAccessAfter });
    for (const [key, age] of ages) if (age) mistakes.push(...durationMistakes(`${path}.${key}`, age, "1d", "36500d"));
  });
  named("lock", [...lock.map(({ id }) => id)]);
  most("lock", lock);
  lock.forEach(({ keepFor }, i) => {
    if (keepFor !== "ever") mistakes.push(...durationMistakes(`lock[${i}].keepFor`, keepFor, "1s", "36500d"));
  });
  cors.forEach((rule, i) => {
    const path = `cors[${i}]`;
    check(rule.origins.length > 0, `${path}.origins`, "is empty; name the pages that may use the bucket");
    rule.origins.forEach((origin, j) => {
      const form = "https, a host and no path, as in https://app.example.dev; a star would let every page in";
      check(
        /^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin),
        `${path}.origins[${j}]`,
        `${JSON.stringify(origin)} is not ${form}`,
      );
    });
    check(rule.methods.length > 0, `${path}.methods`, "is empty; name what such a page may do");
    check(!(rule.headers ?? []).includes("*"), `${path}.headers`, "has a star; name the headers");
    mistakes.push(...durationMistakes(`${path}.maxAge`, rule.maxAge ?? "1h", "1s", "1d"));
  });
  return mistakes;
}
