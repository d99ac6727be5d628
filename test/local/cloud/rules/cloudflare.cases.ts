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

const write = "2efd5506f9c8494dacb1fa10a3e7d5b6";
const accountRead = "b4992e1108244f5d8bfbd5744320c2e1";
const resource = (name = "layers", jurisdiction = "default", account = accountId) =>
  `com.cloudflare.edge.r2.bucket.${account}_${jurisdiction}_${name}`;
const account = `com.cloudflare.api.account.${accountId}`;

interface Policy {
  effect?: "allow" | "deny";
  group?: string;
  resources?: object;
}

/** A token of one policy, and the bucket that it is for unless something else is said. */
const token =
  (
    { effect = "allow", group = write, resources = { [resource()]: "*" } }: Policy,
    inputs: Inputs = {},
    type = "account",
  ): Program =>
  (declare) => {
    declareBucket(declare);
    declare(`cloudflare:index/${type}Token:${type === "account" ? "Account" : "Api"}Token`, "key", {
      ...(type === "account" && { accountId }),
      name: "layers",
      policies: [{ effect, permissionGroups: [{ id: group }], resources: JSON.stringify(resources) }],
      ...inputs,
    });
  };

const record =
  (ttl: number): Program =>
  (declare) =>
    declare("cloudflare:index/dnsRecord:DnsRecord", "push", {
      zoneId: "z",
      name: "push.example.dev",
      type: "A",
      content: "192.0.2.1",
      ttl,
    });

/** The API's answer to a token. */
const refused = (status: string, code: number, message: string) =>
  new RegExp(
    `POST "https://api\\.cloudflare\\.com/client/v4/accounts/a1b2c3/tokens": ${status} ` +
      `\\{"success":false,"errors":\\[\\{"code":${code},"message":"${message}`,
  );

const refusedToken = (claim: string, rule: string, broken: Program, says: RegExp): RuleCase => ({
  rule,
  claim,
  broken,
  says,
  repaired: token({}),
});

const day = 86_400;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+/, "");

const tomorrow = inSeconds(day);

/** What is set on a bucket by rules. */
const rules =
  (setting: string, list: object[]): Program =>
  (declare) => {
    const { name } = declareBucket(declare);
    declare(`cloudflare:index/r2Bucket${setting}:R2Bucket${setting}`, "on", {
      accountId,
      bucketName: name,
      rules: list,
    });
  };

const lifecycle = (deleteObjectsTransition: object, id = "old"): object => ({
  id,
  enabled: true,
  conditions: { prefix: "" },
  deleteObjectsTransition,
});

const lock = (condition: object): object => ({ id: "kept", enabled: true, condition });

const cors = (origin: string, maxAgeSeconds = 3600): object => ({
  allowed: { methods: ["GET"], origins: [origin] },
  maxAgeSeconds,
});

const malformed = (path: string) =>
  new RegExp(
    `PUT "https://api\\.cloudflare\\.com/client/v4/accounts/a1b2c3/r2/buckets/layers/${path}": 400 Bad Request ` +
      '\\{"success":false,"errors":\\[\\{"code":10040,"message":"The JSON you provided was not well formed\\."',
  );

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
  before("r2ManagedDomain:R2ManagedDomain", { enabled: false }, noBucket("PUT", "/domains/managed")),
  refusedToken(
    "a token with milliseconds in its end",
    "token-time",
    token({}, { expiresOn: new Date(Date.now() + day * 1000).toISOString() }),
    refused("400 Bad Request", 400, 'expires_on must be a valid date/time in the format \\\\"2005-12-30T01:02:03Z'),
  ),
  refusedToken(
    "a token of a user that begins at an hour of a zone",
    "token-time",
    token({}, { notBefore: "2026-01-01T00:00:00+01:00" }, "api"),
    /POST "https:\/\/api\.cloudflare\.com\/client\/v4\/user\/tokens": 400 .*not_before must be a valid date\/time/,
  ),
  {
    rule: "token-expires-later",
    claim: "a token whose end has passed when it is made",
    broken: token({}, { expiresOn: inSeconds(-day) }),
    says: refused("400 Bad Request", 1001, "expires_on must be in the future"),
    repaired: token({}, { expiresOn: inSeconds(day) }),
  },
  {
    rule: "token-expires-later",
    claim: "a token that is given an end in the past",
    broken: [token({}, { expiresOn: inSeconds(day) }), token({}, { expiresOn: inSeconds(-day) })],
    says: /PUT "https:\/\/api\.cloudflare\.com\/client\/v4\/accounts\/a1b2c3\/tokens\/[0-9a-f]{32}": 400 .*must be in the future/,
    repaired: [token({}, { expiresOn: inSeconds(day) }), token({}, { expiresOn: inSeconds(2 * day) })],
  },
  {
    rule: "token-valid",
    claim: "a token whose end comes while it is in use",
    broken: [
      token({}, { expiresOn: tomorrow }),
      (declare, world) => {
        world.pass(2 * day);
        return token({}, { expiresOn: tomorrow })(declare, world);
      },
    ],
    says: /it has expired \(.*Z\), and its keys and URLs signed with them are refused: replace it/,
    repaired: [
      token({}, { expiresOn: tomorrow }),
      (declare, world) => {
        world.pass(2 * day);
        return token({}, { expiresOn: inSeconds(9 * day) })(declare, world);
      },
    ],
  },
  {
    rule: "token-allows",
    claim: "a token that denies and allows nothing",
    broken: token({ effect: "deny" }),
    says: /it may do nothing: none of its policies allows anything; give one the effect allow/,
    repaired: token({}),
  },
  ...[5, 100_000].map((ttl) => ({
    rule: "record-ttl",
    claim: `a record that is remembered for ${ttl} seconds`,
    broken: record(ttl),
    says: /POST "https:\/\/api\.cloudflare\.com\/client\/v4\/zones\/z\/dns_records": 400 Bad Request .*"code":9021,"message":"TTL must be between 60 and 86400 seconds, or 1 for Automatic\."/,
    repaired: record(300),
  })),
  refusedToken(
    "a token with a permission group by its name",
    "token-permission-group",
    token({ group: "Workers R2 Storage Bucket Item Read" }),
    refused("400 Bad Request", 1001, 'Invalid permission group: \\\\"Workers R2 Storage Bucket Item Read'),
  ),
  {
    rule: "token-group-applies",
    claim: "a token with the account's permission group on one bucket",
    broken: token({ group: accountRead }),
    says: /its permission group "Workers R2 Storage Read" grants nothing: it is for resources com\.cloudflare\.api\.account\./,
    repaired: token({ group: accountRead, resources: { [account]: "*" } }),
  },
  {
    rule: "token-group-applies",
    claim: "a token with a bucket's permission group on a zone",
    broken: token({ resources: { "com.cloudflare.api.zone.z": "*" } }),
    says: /its permission group "Workers R2 Storage Bucket Item Write" grants nothing/,
    repaired: token({ resources: { [account]: { "com.cloudflare.edge.r2.bucket.*": "*" } } }),
  },
  ...(
    [
      ["without its jurisdiction", `com.cloudflare.edge.r2.bucket.${accountId}_layers`],
      ["of a jurisdiction that is none", resource("layers", "europe")],
    ] as const
  ).map(([what, wrong]) =>
    refusedToken(
      `a token for a bucket ${what}`,
      "token-resource",
      token({ resources: { [wrong]: "*" } }),
      refused("400 Bad Request", 1001, `Invalid resource: \\\\"${wrong.replaceAll(".", "\\.")}`),
    ),
  ),
  refusedToken(
    "a token for a part of a bucket",
    "token-resource",
    token({ resources: { [resource()]: "blobs/*" } }),
    refused("400 Bad Request", 1001, "Invalid resource"),
  ),
  refusedToken(
    "a token for nothing",
    "token-resource",
    token({ resources: {} }),
    refused("400 Bad Request", 1001, "Invalid resource"),
  ),
  refusedToken(
    "a token for all buckets of all accounts",
    "token-resource",
    token({ resources: { "com.cloudflare.edge.r2.bucket.*": "*" } }),
    refused("403 Forbidden", 9109, "Unauthorized to access requested resource"),
  ),
  refusedToken(
    "a token for a bucket of another account",
    "token-resource",
    token({ resources: { [resource("layers", "default", "d4e5f6")]: "*" } }),
    refused("403 Forbidden", 9109, "Unauthorized to access requested resource"),
  ),
  {
    rule: "token-bucket-exists",
    claim: "a token for a bucket that does not exist",
    broken: token({ resources: { [resource("blobs")]: "*" } }),
    says: /no key made of it works: it is for the bucket blobs of account a1b2c3, jurisdiction default, which does not exist/,
    repaired: token({}),
  },
  {
    rule: "token-bucket-exists",
    claim: "a token for a bucket in a jurisdiction where it is not",
    broken: token({ resources: { [resource("layers", "eu")]: "*" } }, {}, "api"),
    says: /the bucket layers of account a1b2c3, jurisdiction eu, which does not exist/,
    repaired: token({}, {}, "api"),
  },
  {
    rule: "r2-rule-count",
    claim: "a bucket with 1,001 lifecycle rules",
    broken: rules("Lifecycle", Array(1001).fill(lifecycle({ condition: { type: "Age", maxAge: day } }))),
    says: malformed("lifecycle"),
    repaired: rules("Lifecycle", Array(1000).fill(lifecycle({ condition: { type: "Age", maxAge: day } }))),
  },
  {
    rule: "r2-rule-count",
    claim: "a bucket with 1,001 lock rules",
    broken: rules("Lock", Array(1001).fill(lock({ type: "Indefinite" }))),
    says: malformed("lock"),
    repaired: rules("Lock", Array(1000).fill(lock({ type: "Indefinite" }))),
  },
  {
    rule: "r2-condition-whole",
    claim: "a lifecycle rule by age that says no age",
    broken: rules("Lifecycle", [lifecycle({ condition: { type: "Age" } })]),
    says: malformed("lifecycle"),
    repaired: rules("Lifecycle", [lifecycle({ condition: { type: "Age", maxAge: day } })]),
  },
  {
    rule: "r2-condition-whole",
    claim: "a lock until no date",
    broken: rules("Lock", [lock({ type: "Date" })]),
    says: malformed("lock"),
    repaired: rules("Lock", [lock({ type: "Date", date: "2030-01-01T00:00:00Z" })]),
  },
  {
    rule: "r2-lifecycle-seconds",
    claim: "a lifecycle rule whose days are seconds",
    broken: rules("Lifecycle", [lifecycle({ condition: { type: "Age", maxAge: 14 } })]),
    says: /rules\[0\]\.deleteObjectsTransition\.condition\.maxAge is 14 seconds, less than a day: .*; 14 days are 1209600/,
    repaired: rules("Lifecycle", [lifecycle({ condition: { type: "Age", maxAge: 14 * day } })]),
  },
  {
    rule: "r2-cors-form",
    claim: "a CORS rule for an origin with a path",
    broken: rules("Cors", [cors("https://example.dev/")]),
    says: malformed("cors"),
    repaired: rules("Cors", [cors("https://example.dev"), cors("*")]),
  },
  {
    rule: "r2-cors-form",
    claim: "a CORS rule that is kept for longer than a day",
    broken: rules("Cors", [cors("https://example.dev", day + 1)]),
    says: malformed("cors"),
    repaired: rules("Cors", [cors("https://example.dev", day)]),
  },
];
