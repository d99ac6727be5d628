/**
 * What whoever deploys asks the clouds for, by type of resource: permissions, and Google's roles that hold them. Each role was
 * held against its permissions as the IAM API told them on 2026-08-22 (iann0036/iam-dataset, gcp/roles). Which permission an
 * operation takes is in the reference of each API.
 */
import data from "./table.json";

export interface Rights {
  roles: readonly string[];
  permissions: readonly string[];
}

interface Row {
  types: readonly string[];
  /** Why, where the type does not say. */
  because?: string;
  /** To see what is there. */
  preview: Rights;
  /** To make, change and delete it, and to see it. */
  deploy: Rights;
}

export const rows: readonly Row[] = Object.values(data);

/**
 * Type → the permission group that an account's token of Cloudflare takes; a preview asks Cloudflare nothing
 * (developers.cloudflare.com/fundamentals/api/reference/permissions).
 */
export const cloudflareGroups: Readonly<Record<string, string>> = {
  "cloudflare:index/accountToken:AccountToken": "Account API Tokens Write",
  "cloudflare:index/dnsRecord:DnsRecord": "DNS Write",
  "cloudflare:index/queue:Queue": "Queues Write",
  "cloudflare:index/queueConsumer:QueueConsumer": "Queues Write",
  "cloudflare:index/r2Bucket:R2Bucket": "Workers R2 Storage Write",
  "cloudflare:index/r2BucketCors:R2BucketCors": "Workers R2 Storage Write",
  "cloudflare:index/r2BucketEventNotification:R2BucketEventNotification": "Workers R2 Storage Write",
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": "Workers R2 Storage Write",
  "cloudflare:index/r2BucketLock:R2BucketLock": "Workers R2 Storage Write",
  "cloudflare:index/r2CustomDomain:R2CustomDomain": "Workers R2 Storage Write",
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": "Workers R2 Storage Write",
};
