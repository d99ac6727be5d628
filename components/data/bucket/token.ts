import { createHash } from "node:crypto";
import * as cloudflare from "@pulumi/cloudflare";
import type * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../environment";
import type { Principal } from "../../iam/capability";
import { stableName } from "../../naming";
import { createAccessor, createSecret, createVersion, keyedDigest } from "../secret-version";
import type { Jurisdiction } from "./location";
import { type Period, periodsAt, type TokenRotation } from "./periods";

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
  secretAccessKey: { secret: pulumi.Output<string>; version: pulumi.Output<string> };
  made: pulumi.Resource[];
}

/** A key pair of the holder's own, for one bucket and one verb, which every period replaces. */
export function createKeyPair(scope: TokenScope, verb: BucketVerb, principal: Principal): KeyPair {
  const { environment, name } = scope;
  const { slug } = environment;
  const prefix = `${principal.name}/${verb}/${name}`;
  const [current, previous] = periodsAt(new Date(), scope.rotation);
  const token = createToken(scope, verb, principal, current);
  createToken(scope, verb, principal, previous);
  // An account's id has a dash, so this name ends in a hash of its parts: no secret of one part is called the same.
  const secretId = stableName("gcp:secretmanager/secret:Secret", slug, principal.accountId, verb, name);
  const secret: gcp.secretmanager.Secret = createSecret(principal.component, environment, prefix, secretId);
  const version = createVersion(
    principal.component,
    environment,
    prefix,
    secret,
    token.value.apply(secretAccessKey),
    // A token's value never changes, so its id tells when there is another.
    token.id.apply((id) => keyedDigest("", id)),
  );
  const accessor = createAccessor(environment, prefix, secret, principal);
  return {
    accessKeyId: token.id,
    secretAccessKey: { secret: secret.secretId, version: version.version },
    made: [accessor, version],
  };
}

function createToken(
  { environment, bucket, bucketName, jurisdiction, name }: TokenScope,
  verb: BucketVerb,
  principal: Principal,
  { label, ends }: Period,
): cloudflare.AccountToken {
  const { cloudflareAccount: accountId, slug } = environment;
  const resource = `com.cloudflare.edge.r2.bucket.${accountId}_${jurisdiction}_${bucketName}`;
  return new cloudflare.AccountToken(
    `${principal.name}/${verb}/${name}/${label}`,
    {
      accountId,
      name: `${slug} ${principal.name} ${verb} ${name} ${label}`,
      policies: [
        {
          effect: "allow",
          permissionGroups: [{ id: permissionGroups[verb] }],
          resources: JSON.stringify({ [resource]: "*" }),
        },
      ],
      expiresOn: ends,
    },
    {
      parent: principal.component,
      provider: environment.cloudflare,
      dependsOn: bucket,
      additionalSecretOutputs: ["value"],
    },
  );
}

/** How R2 makes an S3 key of a token's value (developers.cloudflare.com/r2/api/tokens). */
export function secretAccessKey(value: string): string {
  return createHash("sha256").update(value).digest("hex");
}
