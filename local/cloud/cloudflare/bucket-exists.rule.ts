/**
 * What is set on an R2 bucket comes after it, and must name its jurisdiction: each has buckets of its own, so that a
 * bucket is not found in another, and cannot move to one.
 */
import type { PropertyMap } from "../../values";
import type { Operation, Rule } from "../rule";
import { CloudflareRefusal } from "./refusal";

const bucketType = "cloudflare:index/r2Bucket:R2Bucket";

export class NoSuchBucket extends CloudflareRefusal {
  constructor(request: ReturnType<RequestOf>) {
    super(request, "404 Not Found", 10006, "The specified bucket does not exist.");
  }
}

type RequestOf = (inputs: PropertyMap, operation: Operation) => `${"PATCH" | "POST" | "PUT"} ${string}`;

const under = ({ accountId, bucketName }: PropertyMap) => `accounts/${accountId}/r2/buckets/${bucketName}` as const;

/** Type → what its provider asks the API. */
const requests: Readonly<Record<string, RequestOf>> = {
  [bucketType]: ({ accountId, name }) => `PATCH accounts/${accountId}/r2/buckets/${name}`,
  "cloudflare:index/r2BucketCors:R2BucketCors": (inputs) => `PUT ${under(inputs)}/cors`,
  "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle": (inputs) => `PUT ${under(inputs)}/lifecycle`,
  "cloudflare:index/r2BucketLock:R2BucketLock": (inputs) => `PUT ${under(inputs)}/lock`,
  "cloudflare:index/r2CustomDomain:R2CustomDomain": (inputs, operation) =>
    operation === "create"
      ? `POST ${under(inputs)}/domains/custom`
      : `PUT ${under(inputs)}/domains/custom/${inputs.domain}`,
};

export const bucketExists: Rule = {
  name: "r2-bucket-exists",
  demands: "The R2 bucket on which something is set exists before it, in the account and jurisdiction that are named.",
  answer: "404 Not Found, 10006: The specified bucket does not exist.",
  sources: [
    "pulumi/pulumi-cloudflare#1174",
    "cloudflare/terraform-provider-cloudflare#5144",
    "cloudflare/terraform-provider-cloudflare internal/services/r2_bucket/resource.go (what an update asks)",
  ],
  types: Object.keys(requests),
  before: ["create", "update"],
  check({ operation, type, inputs, world, existing }) {
    if (type.token === bucketType && operation === "create") return;
    const named = String(inputs.bucketName ?? inputs.name);
    const buckets = type.token === bucketType && existing ? [existing] : world.ofType(bucketType);
    const found = buckets.some(
      (bucket) =>
        bucket.inputs.accountId === inputs.accountId &&
        bucket.inputs.name === named &&
        jurisdictionOf(bucket.inputs) === jurisdictionOf(inputs),
    );
    if (!found) throw new NoSuchBucket((requests[type.token] as RequestOf)(inputs, operation));
  },
};

function jurisdictionOf({ jurisdiction }: PropertyMap): string {
  return typeof jurisdiction === "string" && jurisdiction !== "" ? jurisdiction : "default";
}
