/** Ages are seconds. Who means days has objects deleted within the hour, and is told nothing. */
import type { PropertyMap } from "../../values";
import type { DefectRule } from "../rule";
import { objectOf, objectsOf } from "../typed";

const day = 86_400;

/** Path → condition, of one rule. */
function conditionsOf(rule: PropertyMap): [string, PropertyMap][] {
  const of = (transition: PropertyMap) => objectOf(transition.condition);
  return [
    ["abortMultipartUploadsTransition", of(objectOf(rule.abortMultipartUploadsTransition))],
    ["deleteObjectsTransition", of(objectOf(rule.deleteObjectsTransition))],
    ...objectsOf(rule.storageClassTransitions).map((transition, index): [string, PropertyMap] => [
      `storageClassTransitions[${index}]`,
      of(transition),
    ]),
  ];
}

export const lifecycleSeconds: DefectRule = {
  name: "r2-lifecycle-seconds",
  demands: "The age in a lifecycle rule of R2, which is in seconds, is a day or more.",
  answer: 'The rule is taken, and shown as "0 days": it applies to objects as good as at once.',
  sources: [
    "cloudflare/terraform-provider-cloudflare#6135",
    "cloudflare/terraform-provider-cloudflare#6350",
    "cloudflare/terraform-provider-cloudflare#5186",
  ],
  types: ["cloudflare:index/r2BucketLifecycle:R2BucketLifecycle"],
  inspect({ inputs }) {
    for (const [index, rule] of objectsOf(inputs.rules).entries())
      for (const [path, { maxAge }] of conditionsOf(rule))
        if (typeof maxAge === "number" && maxAge < day)
          return (
            `rules[${index}].${path}.condition.maxAge is ${maxAge} seconds, less than a day: objects go as good as at ` +
            `once; ${maxAge} days are ${maxAge * day}`
          );
    return undefined;
  },
};
