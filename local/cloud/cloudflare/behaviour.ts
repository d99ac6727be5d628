import type { Behaviour, Behaviours, Subject } from "../behaviour";
import { digest } from "../template";
import { objectsOf } from "../typed";
import type { World, WorldRecord } from "../world";
import { bucketType, isAt, jurisdictionOf } from "./buckets";
import { settingTypes } from "./settings";
import { isExpired } from "./tokens";

const alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Told once, when the token is made: a prefix that tells its kind, 40 characters and a checksum. Tokens made before 2026
 * are the 40 characters alone (developers.cloudflare.com/fundamentals/api/get-started/token-formats). What the checksum
 * is of is not published, so that this one fits no check but its length.
 */
function tokenValue(prefix: "cfat" | "cfut", id: string): string {
  const bytes = Buffer.from(digest(id, "value") + digest(id, "more"), "hex").subarray(0, 40);
  const secret = [...bytes].map((byte) => alphanumerics[byte % alphanumerics.length]).join("");
  return `${prefix}_${secret}${digest(secret).slice(0, 8)}`;
}

const token = (prefix: "cfat" | "cfut") => ({
  outputs: ({ id }: Subject) => ({ status: "active", value: tokenValue(prefix, id) }),
  // terraform-provider-cloudflare#7023: the API still tells of it, and the provider takes it out of the state.
  isGone: isExpired,
});

/** Its provider deletes nothing: what was set stays in force (Delete in internal/services/r2_*\/resource.go, v5.22.0). */
const stays: Behaviour = { afterDelete: () => "everything" };

const lockType = "cloudflare:index/r2BucketLock:R2BucketLock";

/** What of these types is set on a bucket. */
function settingsOf(bucket: WorldRecord, world: World, types: readonly string[]): WorldRecord[] {
  return types
    .flatMap((type) => world.ofType(type))
    .filter(({ inputs }) =>
      isAt(bucket, {
        account: inputs.accountId,
        jurisdiction: jurisdictionOf(inputs),
        name: String(inputs.bucketName),
      }),
    );
}

export const behaviour: Behaviours = {
  "cloudflare:index/dnsRecord:DnsRecord": {
    outputs: ({ inputs }) => ({
      proxied: false,
      // What carries web traffic can go through the proxy (developers.cloudflare.com/dns/proxy-status).
      proxiable: ["A", "AAAA", "CNAME"].includes(String(inputs.type)),
      meta: "{}",
      tags: [],
    }),
  },
  [bucketType]: {
    contents(bucket, world) {
      const { contents: count = 0 } = bucket;
      if (count === 0) return undefined;
      // Objects may still be kept by it (developers.cloudflare.com/r2/buckets/bucket-locks): their age is not known here.
      const locked = settingsOf(bucket, world, [lockType]).some(({ inputs }) =>
        objectsOf(inputs.rules).some(({ enabled }) => enabled === true),
      );
      const remedy = locked
        ? "take the rules of its lock, which keep them, out of the program and run `up`"
        : "delete them with an S3 client";
      return { count, of: "object", canBeEmptied: !locked, remedy, records: [] };
    },
    // All that is set on it goes with it (developers.cloudflare.com/r2/buckets/delete-buckets).
    deletesToo: (bucket, world) => settingsOf(bucket, world, settingTypes),
  },
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": stays,
  [lockType]: stays,
  "cloudflare:index/r2ManagedDomain:R2ManagedDomain": stays,
  "cloudflare:index/r2CustomDomain:R2CustomDomain": {
    outputs: () => ({ status: { ownership: "active", ssl: "active" } }),
  },
  // developers.cloudflare.com/queues/platform/limits and …/configuration/batching-retries
  "cloudflare:index/queue:Queue": {
    outputs: () => ({ settings: { deliveryDelay: 0, deliveryPaused: false, messageRetentionPeriod: 345600 } }),
  },
  "cloudflare:index/queueConsumer:QueueConsumer": {
    outputs: () => ({ settings: { batchSize: 10, maxRetries: 3, retryDelay: 0 } }),
  },
  "cloudflare:index/accountToken:AccountToken": token("cfat"),
  "cloudflare:index/apiToken:ApiToken": token("cfut"),
};
