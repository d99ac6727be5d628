/** What a token's policy is for, where that is buckets of R2. Of other resources nothing is said. */
import type { Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";
import { accountTokenType, bucketOf, policiesOf, tokenRequest, tokenTypes } from "./tokens";

export class InvalidTokenResource extends CloudflareRefusal {
  constructor(request: ReturnType<typeof tokenRequest>, resource: string) {
    super(request, "400 Bad Request", 1001, `Invalid resource: "${resource}"`);
  }
}

export class UnauthorizedResource extends CloudflareRefusal {
  constructor(request: ReturnType<typeof tokenRequest>) {
    super(request, "403 Forbidden", 9109, "Unauthorized to access requested resource");
  }
}

const jurisdictions = ["default", "eu", "fedramp", "us"];

export const tokenResource: Rule = {
  name: "token-resource",
  demands:
    "A policy of an API token is for something; a bucket in it is com.cloudflare.edge.r2.bucket.ACCOUNT_JURISDICTION_BUCKET " +
    "of the token's own account, `default` standing for no jurisdiction; all buckets are named inside their account.",
  answer:
    "400 Bad Request, 1001; 403 Forbidden, 9109: Unauthorized to access requested resource, where all buckets or those of " +
    "another account are meant.",
  sources: [
    "https://developers.cloudflare.com/r2/api/tokens/ (the form)",
    "cloudflare/terraform-provider-cloudflare#3227 (all buckets at once, and 9109)",
    "no source of the other words was found: they are ours",
  ],
  types: tokenTypes,
  before: ["create", "update"],
  check(judged) {
    const { type, inputs } = judged;
    const request = tokenRequest(judged);
    for (const { resources } of policiesOf(inputs)) {
      if (Object.keys(resources).length === 0) throw new InvalidTokenResource(request, "");
      for (const resource of Object.keys(resources)) {
        if (resource === "com.cloudflare.edge.r2.bucket.*") throw new UnauthorizedResource(request);
        const bucket = bucketOf(resource);
        if (bucket === undefined) continue;
        if (bucket === "malformed" || !jurisdictions.includes(bucket.jurisdiction) || resources[resource] !== "*")
          throw new InvalidTokenResource(request, resource);
        if (type.token === accountTokenType && bucket.account !== inputs.accountId)
          throw new UnauthorizedResource(request);
      }
    }
  },
};
