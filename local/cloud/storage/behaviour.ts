import { createHash } from "node:crypto";
import type { Behaviours } from "../behaviour";
import { holders } from "../references";

export const behaviour: Behaviours = {
  "gcp:storage/bucket:Bucket": {
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
