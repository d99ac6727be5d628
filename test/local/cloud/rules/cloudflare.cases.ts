import type { Inputs } from "@pulumi/pulumi";
import type { World } from "../../../../local/cloud/world";
import type { Declare, Program, RuleCase } from "./kit";

const accountId = "a1b2c3";

const declareBucket = (declare: Declare, inputs: Inputs = {}, name = "layers") =>
  declare("cloudflare:index/r2Bucket:R2Bucket", name, { accountId, name: "layers", ...inputs });

const bucket =
  (inputs: Inputs = {}): Program =>
  (declare) =>
    declareBucket(declare, inputs);

/** An application puts objects into the bucket, or takes them out. */
function hold(world: World, contents: number): void {
  const [record] = world.ofType("cloudflare:index/r2Bucket:R2Bucket");
  if (record) world.put({ ...record, contents });
}

const noBucket = (method: string, path: string) =>
  new RegExp(
    `failed to make http request: ${method} "https://api\\.cloudflare\\.com/client/v4/accounts/a1b2c3/r2/buckets/layers${path}": ` +
      '404 Not Found \\{"success":false,"errors":\\[\\{"code":10006,"message":"The specified bucket does not exist\\."\\}\\]',
  );

/** What is set on a bucket, before it and after it. */
const before = (name: string, inputs: Inputs, says: RegExp): RuleCase => ({
  rule: "r2-bucket-exists",
  claim: `${name} before its bucket`,
  broken: (declare) => declare(`cloudflare:index/${name}`, "on", { accountId, bucketName: "layers", ...inputs }),
  says,
  repaired: (declare) =>
    declare(`cloudflare:index/${name}`, "on", { accountId, bucketName: declareBucket(declare).name, ...inputs }),
});

const domain = { domain: "layers.example.dev", enabled: true, zoneId: "z" };

export const cases: RuleCase[] = [
  {
    rule: "name-free",
    claim: "an R2 bucket of a name that another has",
    broken: (declare) => {
      const { name } = declareBucket(declare);
      declareBucket(declare, { name }, "second");
    },
    says: /POST "https:\/\/api\.cloudflare\.com\/client\/v4\/accounts\/a1b2c3\/r2\/buckets": 409 Conflict .*"code":10004,"message":"The bucket you tried to create already exists, and you own it\."/,
    repaired: (declare) => {
      declareBucket(declare);
      declareBucket(declare, { name: "blobs" }, "second");
    },
  },
  {
    rule: "r2-bucket-name",
    claim: "an R2 bucket with an underscore in its name",
    broken: bucket({ name: "image_layers" }),
    says: /400 Bad Request .*"code":10005,"message":"The specified bucket name is not valid\."/,
    repaired: bucket({ name: "image-layers" }),
  },
  {
    rule: "r2-bucket-empty",
    claim: "an R2 bucket that holds objects",
    broken: [bucket(), (_declare, world) => hold(world, 1)],
    says: /DELETE "https:\/\/api\.cloudflare\.com\/client\/v4\/accounts\/a1b2c3\/r2\/buckets\/layers": 409 Conflict .*"code":10008,"message":"The bucket you tried to delete \(layers\) is not empty \(account a1b2c3\)\."/,
    repaired: [
      bucket(),
      (declare, world) => {
        hold(world, 1);
        declareBucket(declare);
      },
      (_declare, world) => hold(world, 0),
    ],
  },
  before("r2BucketCors:R2BucketCors", { rules: [] }, noBucket("PUT", "/cors")),
  before("r2BucketLifecycle:R2BucketLifecycle", { rules: [] }, noBucket("PUT", "/lifecycle")),
  before("r2BucketLock:R2BucketLock", { rules: [] }, noBucket("PUT", "/lock")),
  before("r2CustomDomain:R2CustomDomain", domain, noBucket("POST", "/domains/custom")),
  {
    rule: "r2-bucket-exists",
    claim: "a domain that does not name the jurisdiction of its bucket",
    broken: (declare) => {
      const { name } = declareBucket(declare, { jurisdiction: "eu" });
      declare("cloudflare:index/r2CustomDomain:R2CustomDomain", "d", { accountId, bucketName: name, ...domain });
    },
    says: noBucket("POST", "/domains/custom"),
    repaired: (declare) => {
      const { name, jurisdiction } = declareBucket(declare, { jurisdiction: "eu" });
      declare("cloudflare:index/r2CustomDomain:R2CustomDomain", "d", {
        accountId,
        bucketName: name,
        jurisdiction,
        ...domain,
      });
    },
  },
  {
    rule: "r2-bucket-exists",
    claim: "an R2 bucket moved to another jurisdiction",
    broken: [bucket(), bucket({ jurisdiction: "eu" })],
    says: noBucket("PATCH", ""),
    repaired: [bucket(), bucket({ storageClass: "InfrequentAccess" })],
  },
];
