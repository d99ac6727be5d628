/** R2 deletes no bucket with objects in it, and has nothing to force it. */
import type { Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";

export class BucketNotEmpty extends CloudflareRefusal {
  constructor(account: unknown, bucket: unknown) {
    super(
      `DELETE accounts/${account}/r2/buckets/${bucket}`,
      "409 Conflict",
      10008,
      `The bucket you tried to delete (${bucket}) is not empty (account ${account}).`,
    );
  }
}

export const bucketEmpty: Rule = {
  name: "r2-bucket-empty",
  demands: "An R2 bucket is empty when it is deleted or replaced.",
  answer: "409 Conflict, 10008: The bucket you tried to delete (…) is not empty (account …).",
  sources: [
    "https://developers.cloudflare.com/r2/reference/consistency/",
    "https://developers.cloudflare.com/r2/api/error-codes/",
    "cloudflare/terraform-provider-cloudflare#5743",
  ],
  types: ["cloudflare:index/r2Bucket:R2Bucket"],
  before: ["delete"],
  check({ inputs, existing }) {
    if ((existing?.contents ?? 0) > 0) throw new BucketNotEmpty(inputs.accountId, inputs.name);
  },
};
