import { createHash } from "node:crypto";
import type { Behaviours } from "../behaviour";
import { holders, undeclaredHolders } from "../references";
import { objectOf } from "../typed";

export const behaviour: Behaviours = {
  "gcp:storage/bucket:Bucket": {
    // Nobody can unlock a policy, so the provider makes the bucket anew (isPolicyLocked in resource_storage_bucket.go).
    plan: (old, news) =>
      objectOf(old.retentionPolicy).isLocked === true && objectOf(news.retentionPolicy).isLocked !== true
        ? { replaces: ["retentionPolicy.isLocked"] }
        : {},
    outputs: ({ projectNumber }) => ({ projectNumber: Number(projectNumber()) }),
    contents(bucket, world) {
      const records = undeclaredHolders(world, bucket);
      const count = records.length + (bucket.contents ?? 0);
      if (count === 0 || bucket.inputs.forceDestroy === true) return undefined;
      // Objects may be younger than it says (cloud.google.com/storage/docs/bucket-lock): how old they are is not known here.
      const retained = objectOf(bucket.inputs.retentionPolicy).retentionPeriod !== undefined;
      const remedy = retained
        ? "take its retention policy, which keeps them, out of the program and run `up`; what is locked lasts out its time"
        : "delete them, or set forceDestroy and run `up`";
      return { count, of: "object", canBeEmptied: !retained, remedy, records };
    },
    deletesToo: (bucket, world) => (bucket.inputs.forceDestroy === true ? holders(world, bucket) : []),
  },
  "gcp:storage/bucketObject:BucketObject": {
    outputs({ inputs }) {
      const content = Buffer.from(typeof inputs.content === "string" ? inputs.content : "");
      const md5 = createHash("md5").update(content).digest();
      return {
        contentType: "text/plain; charset=utf-8",
        md5hash: md5.toString("base64"),
        md5hexhash: md5.toString("hex"),
        storageClass: "STANDARD",
      };
    },
  },
};
