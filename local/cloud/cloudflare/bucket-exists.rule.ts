/**
 * What is set on an R2 bucket comes after it, and must name its jurisdiction: each has buckets of its own, so that a
 * bucket is not found in another, and cannot move to one.
 */
import type { PropertyMap } from "../../values";
import type { Operation, Rule } from "../rule";
import { bucketAt, bucketType, isAt, jurisdictionOf } from "./buckets";
import { notificationPath } from "./queues";
import { CloudflareRefusal } from "./refusal";
import { bucketPath, settingPath, settingTypes } from "./settings";

export class NoSuchBucket extends CloudflareRefusal {
  constructor(request: ReturnType<RequestOf>) {
    super(request, "404 Not Found", 10006, "The specified bucket does not exist.");
  }
}

type RequestOf = (inputs: PropertyMap, operation: Operation) => `${"PATCH" | "POST" | "PUT"} ${string}`;

/** Type → what its provider asks the API. */
const requests: Readonly<Record<string, RequestOf>> = {
  [bucketType]: ({ accountId, name }) => `PATCH accounts/${accountId}/r2/buckets/${name}`,
  ...Object.fromEntries(
    settingTypes.map((type): [string, RequestOf] => [type, (inputs) => `PUT ${settingPath(type, inputs)}`]),
  ),
  "cloudflare:index/r2BucketEventNotification:R2BucketEventNotification": (inputs) => `PUT ${notificationPath(inputs)}`,
  "cloudflare:index/r2CustomDomain:R2CustomDomain": (inputs, operation) =>
    operation === "create"
      ? `POST ${bucketPath(inputs)}/domains/custom`
      : `PUT ${bucketPath(inputs)}/domains/custom/${inputs.domain}`,
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
    const address = {
      account: inputs.accountId,
      jurisdiction: jurisdictionOf(inputs),
      name: String(inputs.bucketName ?? inputs.name),
    };
    const found =
      type.token === bucketType && existing ? isAt(existing, address) : bucketAt(world, address) !== undefined;
    if (!found) throw new NoSuchBucket((requests[type.token] as RequestOf)(inputs, operation));
  },
};
