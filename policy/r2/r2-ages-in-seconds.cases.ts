import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./r2-ages-in-seconds";

const deletes = (maxAge: Value): { type: string; props: Props } => ({
  type: "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  props: {
    bucketName: "layers",
    rules: [
      {
        id: "old",
        enabled: true,
        conditions: { prefix: "" },
        deleteObjectsTransition: { condition: { type: "Age", maxAge } },
      },
    ],
  },
});
const locks = (condition: Props): { type: string; props: Props } => ({
  type: "cloudflare:index/r2BucketLock:R2BucketLock",
  props: { bucketName: "layers", rules: [{ id: "keep", enabled: true, condition }] },
});
const at = ["rules[0].deleteObjectsTransition.condition.maxAge"];

export default cases(policy, {
  passing: [
    { title: "deletes after 90 days", ...deletes(7776000) },
    { title: "locks for 30 days", ...locks({ type: "Age", maxAgeSeconds: 2592000 }) },
    { title: "locks for ever", ...locks({ type: "Indefinite" }) },
  ],
  failing: [
    { title: "means 90 days, and deletes after 90 seconds", ...deletes(90), at },
    { title: "deletes all at once", ...deletes(0), at },
    {
      title: "means 30 days, and locks for 30 seconds",
      ...locks({ type: "Age", maxAgeSeconds: 30 }),
      at: ["rules[0].condition.maxAgeSeconds"],
    },
  ],
  unknown: [{ title: "takes the age from a new resource", ...deletes(Unknown) }],
});
