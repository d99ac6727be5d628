import { createHash } from "node:crypto";
import type { Behaviours } from "../behaviour";
import { holders } from "../references";
import { objectOf } from "../typed";

export const behaviour: Behaviours = {
  "gcp:storage/bucket:Bucket": {
    // Nobody can unlock a policy, so the provider makes the bucket anew (isPolicyLocked in resource_storage_bucket.go).
    plan: (old, news) =>
      objectOf(old.retentionPolicy).isLocked === true && objectOf(news.retentionPolicy).isLocked !== true
        ? { replaces: ["retentionPolicy.isLocked"] }
        : {},
    outputs: ({ projectNumber }) => ({ projectNumber: Number(projectNumber()) }),
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
