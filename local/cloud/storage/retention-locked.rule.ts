/** A locked retention policy can be lengthened. To unlock it the provider does not even ask: it makes the bucket anew. */
import { isObject, type PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class RetentionReduced extends Refusal {
  constructor(name: string) {
    super(403, "forbidden", `Cannot reduce retention duration of a locked Retention Policy for bucket '${name}'.`);
  }
}

export const retentionLocked: Rule = {
  name: "bucket-retention-locked",
  demands: "A bucket's retention policy that is locked is not shortened.",
  answer: "403 forbidden: Cannot reduce retention duration of a locked Retention Policy for bucket '…'.",
  sources: ["GoogleCloudPlatform/gsutil gslib/tests/test_retention.py"],
  types: ["gcp:storage/bucket:Bucket"],
  before: ["update"],
  check({ inputs, existing }) {
    const before = policyOf(existing?.inputs);
    if (before?.isLocked !== true) return;
    const now = policyOf(inputs);
    if (Number(now?.retentionPeriod) < Number(before.retentionPeriod)) throw new RetentionReduced(String(inputs.name));
  },
};

function policyOf(bucket: PropertyMap | undefined): PropertyMap | undefined {
  return isObject(bucket?.retentionPolicy) ? bucket.retentionPolicy : undefined;
}
