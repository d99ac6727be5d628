/** A bucket goes after its objects, unless `forceDestroy` lets the provider delete them first. */
import { ProviderRefusal } from "../errors";
import { holders } from "../references";
import type { Rule } from "../rule";
import { objectOf } from "../typed";

export class BucketNotEmpty extends ProviderRefusal {
  constructor(name: string) {
    super(`Error trying to delete bucket ${name} without \`force_destroy\` set to true`);
  }
}

export class ObjectsRetained extends ProviderRefusal {
  constructor(name: string) {
    super(`Bucket "${name}" contains objects that have not met the retention period yet and cannot be deleted.`);
  }
}

export const bucketEmpty: Rule = {
  name: "bucket-empty",
  demands: "A bucket is empty when it is deleted, or has forceDestroy and no objects that a locked policy retains.",
  answer: "Error trying to delete bucket … without `force_destroy` set to true (the provider's own)",
  sources: ["hashicorp/terraform-provider-google google/services/storage/resource_storage_bucket.go"],
  types: ["gcp:storage/bucket:Bucket"],
  before: ["delete"],
  check({ inputs, world, existing }) {
    if (!existing) return;
    const objects = holders(world, existing);
    const { isLocked, retentionPeriod } = objectOf(inputs.retentionPolicy);
    const retained = (created: string) => world.now().getTime() - Date.parse(created) < Number(retentionPeriod) * 1000;
    if (isLocked === true && objects.some(({ created }) => retained(created)))
      throw new ObjectsRetained(String(inputs.name));
    if (inputs.forceDestroy !== true && (objects.length > 0 || (existing.contents ?? 0) > 0))
      throw new BucketNotEmpty(String(inputs.name));
  },
};
