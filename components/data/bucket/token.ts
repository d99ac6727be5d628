import { createHash } from "node:crypto";
import type * as cloudflare from "@pulumi/cloudflare";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../environment";
import type { Principal, SecretVersion } from "../../iam/capability";
import type { TokenRotation } from "../periods";
import { createRotatedToken } from "../rotated-token";
import type { Jurisdiction } from "./location";

/** What a token may do: `write` reads too, R2 has no other (developers.cloudflare.com/r2/api/tokens). */
export type BucketVerb = "read" | "write";

/** Ids of "Workers R2 Storage Bucket Item Read" and "… Write"; their names are said to be no more than that. */
const permissionGroups: Readonly<Record<BucketVerb, string>> = {
  read: "6a018a9f2fc74eb6b293b0c548f38b39",
  write: "2efd5506f9c8494dacb1fa10a3e7d5b6",
};

/** A bucket as tokens name it. */
export interface TokenScope {
  name: string;
  environment: Environment;
  bucket: cloudflare.R2Bucket;
  /** Its name in the account. */
  bucketName: string;
  jurisdiction: Jurisdiction;
  rotation: TokenRotation;
}

/** An S3 key pair: the secret half is in Secret Manager. */
export interface KeyPair {
  accessKeyId: pulumi.Output<string>;
  secretAccessKey: SecretVersion;
  made: pulumi.Resource[];
}

/** A key pair of the holder's own, for one bucket and one verb, which every period replaces. */
export function createKeyPair(scope: TokenScope, verb: BucketVerb, principal: Principal): KeyPair {
  const { environment, name, bucket, bucketName, jurisdiction, rotation } = scope;
  const { id, secret, made } = createRotatedToken(
    {
      environment,
      name,
      verb,
      permissionGroups: [permissionGroups[verb]],
      resource: `com.cloudflare.edge.r2.bucket.${environment.cloudflareAccount}_${jurisdiction}_${bucketName}`,
      rotation,
      dependsOn: bucket,
    },
    principal,
    secretAccessKey,
  );
  return { accessKeyId: id, secretAccessKey: secret, made };
}

/** How R2 makes an S3 key of a token's value (developers.cloudflare.com/r2/api/tokens). */
export function secretAccessKey(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
