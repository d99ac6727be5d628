/** Who may do what: pairs of keys, each for some buckets. */
import { createHash } from "node:crypto";
import { S3Error } from "./errors";

export interface S3Key {
  accessKeyId: string;
  secretAccessKey: string;
  /** The buckets it may touch. */
  buckets: readonly string[];
  /** `write` includes reading and listing, as R2's permission groups have it. */
  permission: "read" | "write";
  /** When it ends, as its token's `expiresOn`. @default never */
  end?: Date;
}

/**
 * The pair that R2 derives from an API token: the token's id, and the SHA-256 of its value in hexadecimal digits
 * (developers.cloudflare.com/r2/api/tokens).
 */
export function keyPairOf(token: { id: string; value: string }): Pick<S3Key, "accessKeyId" | "secretAccessKey"> {
  return { accessKeyId: token.id, secretAccessKey: createHash("sha256").update(token.value).digest("hex") };
}

/** The key of that id. One that is unknown and one that has ended are answered alike. */
export function keyOf(keys: readonly S3Key[], accessKeyId: string, now: Date): S3Key {
  const key = keys.find((one) => one.accessKeyId === accessKeyId);
  if (!key || (key.end && key.end <= now)) throw new S3Error("Unauthorized");
  return key;
}

/** Refuses what the key does not allow. */
export function demand(key: S3Key, permission: S3Key["permission"], bucket: string): void {
  const mayDo = key.permission === "write" || permission === "read";
  if (!mayDo || !key.buckets.includes(bucket)) throw new S3Error("AccessDenied");
}
