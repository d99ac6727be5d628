/** What R2 takes as a name. */
import type { Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";

export class InvalidBucketName extends CloudflareRefusal {
  constructor(account: unknown) {
    super(`POST accounts/${account}/r2/buckets`, "400 Bad Request", 10005, "The specified bucket name is not valid.");
  }
}

export const bucketName: Rule = {
  name: "r2-bucket-name",
  demands:
    "An R2 bucket's name has 3 to 63 lowercase letters, digits and dashes, and begins and ends with a letter or digit.",
  answer: "400 Bad Request, 10005: The specified bucket name is not valid.",
  sources: ["cloudflare/workers-sdk#3227", "https://developers.cloudflare.com/r2/api/error-codes/"],
  types: ["cloudflare:index/r2Bucket:R2Bucket"],
  before: ["create"],
  check({ inputs }) {
    if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(String(inputs.name))) throw new InvalidBucketName(inputs.accountId);
  },
};
