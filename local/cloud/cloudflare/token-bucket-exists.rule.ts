/** A policy is a text to the API: it asks for no bucket, and a token for none works for none. */
import type { DefectRule } from "../rule";
import { bucketAt } from "./buckets";
import { bucketOf, policiesOf, tokenTypes } from "./tokens";

export const tokenBucketExists: DefectRule = {
  name: "token-bucket-exists",
  demands: "The R2 bucket that an API token is for exists, in the account and jurisdiction that are named.",
  answer: "The token is made. Every request with its keys is answered 403 AccessDenied or 404 NoSuchBucket.",
  sources: [
    "https://developers.cloudflare.com/r2/api/tokens/ (a jurisdiction is part of what names a bucket)",
    "https://developers.cloudflare.com/r2/api/error-codes/",
    "no source was found that the API looks for the bucket: it is taken not to",
  ],
  types: tokenTypes,
  inspect({ inputs }, world) {
    for (const resource of policiesOf(inputs).flatMap(({ resources }) => Object.keys(resources))) {
      const bucket = bucketOf(resource);
      if (bucket === undefined || bucket === "malformed" || bucketAt(world, bucket)) continue;
      return (
        `no key made of it works: it is for the bucket ${bucket.name} of account ${bucket.account}, jurisdiction ` +
        `${bucket.jurisdiction}, which does not exist; name the bucket's own account, jurisdiction and name`
      );
    }
    return undefined;
  },
};
