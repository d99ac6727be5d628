/** What is set on a bucket by a request of its own, and what the API answers to a document that it does not take. */
import type { PropertyMap } from "../../values";
import { CloudflareRefusal } from "./refusal";

/** Type → the last part of its path. */
const paths: Readonly<Record<string, string>> = {
  "cloudflare:index/r2BucketCors:R2BucketCors": "cors",
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": "lifecycle",
  "cloudflare:index/r2BucketLock:R2BucketLock": "lock",
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": "domains/managed",
};

/** Types of what is set so, and goes with its bucket. */
export const settingTypes: readonly string[] = Object.keys(paths);

export const bucketPath = ({ accountId, bucketName }: PropertyMap) => `accounts/${accountId}/r2/buckets/${bucketName}`;

export function settingPath(type: string, inputs: PropertyMap): string {
  return `${bucketPath(inputs)}/${paths[type]}`;
}

/** The words are those of workers-sdk#8486 and terraform-provider-cloudflare#5260. */
export class MalformedSetting extends CloudflareRefusal {
  constructor(type: string, inputs: PropertyMap) {
    super(`PUT ${settingPath(type, inputs)}`, "400 Bad Request", 10040, "The JSON you provided was not well formed.");
  }
}
