/** Buckets of R2. Each jurisdiction has buckets of its own, so that one is not found in another. */
import type { PropertyMap } from "../../values";
import type { World, WorldRecord } from "../world";

export const bucketType = "cloudflare:index/r2Bucket:R2Bucket";

/** Where a bucket of a name is to be looked for. */
export interface BucketAddress {
  account: unknown;
  jurisdiction: string;
  name: string;
}

/** The jurisdiction that is named, or the one that stands for none. */
export function jurisdictionOf({ jurisdiction }: PropertyMap): string {
  return typeof jurisdiction === "string" && jurisdiction !== "" ? jurisdiction.toLowerCase() : "default";
}

export function isAt({ inputs }: WorldRecord, { account, jurisdiction, name }: BucketAddress): boolean {
  return inputs.accountId === account && inputs.name === name && jurisdictionOf(inputs) === jurisdiction;
}

export function bucketAt(world: World, address: BucketAddress): WorldRecord | undefined {
  return world.ofType(bucketType).find((bucket) => isAt(bucket, address));
}
