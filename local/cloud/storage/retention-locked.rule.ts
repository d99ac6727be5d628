/**
 * A locked retention policy can be lengthened, and nothing else. The provider does not even ask: it makes the bucket anew
 * where the lock is to go (isPolicyLocked in resource_storage_bucket.go), which here is told as what the API would say.
 */
import { isObject, type PropertyMap } from "../../values";
import { Refusal } from "../errors";
import type { Rule } from "../rule";

export class RetentionReduced extends Refusal {
  constructor(name: string) {
    super(403, "forbidden", `Cannot reduce retention duration of a locked Retention Policy for bucket '${name}'.`);
  }
}

export class RetentionRemoved extends Refusal {
  constructor(name: string) {
    super(403, "forbidden", `Bucket '${name}' has a locked Retention Policy which cannot be removed.`);
  }
}

export const retentionLocked: Rule = {
  name: "bucket-retention-locked",
  demands: "A bucket's retention policy that is locked is neither removed, unlocked nor shortened.",
  answer:
    "403 forbidden: Cannot reduce retention duration of a locked Retention Policy for bucket '…'.; or … has a locked " +
    "Retention Policy which cannot be removed.",
  sources: ["GoogleCloudPlatform/gsutil gslib/tests/test_retention.py"],
  types: ["gcp:storage/bucket:Bucket"],
  before: ["update"],
  check({ inputs, existing }) {
    const before = policyOf(existing?.inputs);
    if (before?.isLocked !== true) return;
    const now = policyOf(inputs);
    if (now?.isLocked !== true) throw new RetentionRemoved(String(inputs.name));
    if (Number(now.retentionPeriod) < Number(before.retentionPeriod)) throw new RetentionReduced(String(inputs.name));
  },
};

function policyOf(bucket: PropertyMap | undefined): PropertyMap | undefined {
  return isObject(bucket?.retentionPolicy) ? bucket.retentionPolicy : undefined;
}
