/**
 * How the clouds want their things named, one row a resource type (cloud-facts, section 2). A type without a row cannot be
 * named: whoever adds one decides here first.
 */
export interface NameRule {
  shortest: number;
  longest: number;
  /** What a name starts with, may contain and must end with. */
  pattern: RegExp;
  /** Joins the parts of a name. */
  separator: "-" | "_";
  /**
   * Within what the name is unique. `account`: the clouds' accounts that several environments share; `world`: everybody's.
   * The environment is part of either.
   */
  unique: "project" | "account" | "world";
  /**
   * `stable`: told by its parts alone, for things that others find by name.
   * `automatic`: a suffix is added by the engine, for things that are replaced while something refers to them: the new
   * one is made before the old one goes.
   * `random`: a suffix is kept in the state, for names that the cloud does not give out twice.
   */
  kind: "stable" | "automatic" | "random";
}

const letterFirst = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
export const rfc1035 = { shortest: 1, longest: 63, pattern: letterFirst, separator: "-", unique: "project" } as const;

/** Names that begin with `goog` are Google's; ours begin with what a program calls a thing, and are checked by pattern. */
const pubsub = {
  shortest: 3,
  longest: 255,
  pattern: /^(?!goog)[A-Za-z][-A-Za-z0-9_.~+%]*$/,
  separator: "-",
  unique: "project",
} as const;

const federation = {
  shortest: 4,
  longest: 32,
  pattern: /^(?!gcp-)[a-z]([-a-z0-9]*[a-z0-9])?$/,
  separator: "-",
  unique: "project",
} as const;

/** No dashes in a data set's name; none in a table's, either, so that queries need no quotes. */
const bigquery = {
  shortest: 1,
  longest: 1024,
  pattern: /^[A-Za-z][A-Za-z0-9_]*$/,
  separator: "_",
  unique: "project",
} as const;

export const nameRules = {
  "gcp:serviceaccount/account:Account": { ...rfc1035, shortest: 6, longest: 30, kind: "stable" },
  // The API wants fewer than 50 characters. With `-` and the project's number it is one DNS label in the address.
  "gcp:cloudrunv2/service:Service": { ...rfc1035, longest: 49, kind: "stable" },
  "gcp:cloudrunv2/workerPool:WorkerPool": { ...rfc1035, longest: 49, kind: "stable" },
  // With a dash and an execution's token it has fewer than 63 characters.
  "gcp:cloudrunv2/job:Job": { ...rfc1035, longest: 49, kind: "stable" },
  // As a part of a metric's type and of a name in PromQL, where a dash would be another character.
  "gcp:logging/metric:Metric": {
    shortest: 1,
    longest: 100,
    pattern: /^[a-z]([_a-z0-9]*[a-z0-9])?$/,
    separator: "_",
    unique: "project",
    kind: "stable",
  },
  "gcp:cloudscheduler/job:Job": { ...rfc1035, kind: "stable" },
  // With the project's id it has 98 at most. A deleted instance's name is blocked for a week.
  "gcp:sql/databaseInstance:DatabaseInstance": { ...rfc1035, longest: 64, kind: "random" },
  "gcp:kms/keyRing:KeyRing": { ...rfc1035, kind: "stable" },
  // A deleted key's name stays taken for ever.
  "gcp:kms/cryptoKey:CryptoKey": { ...rfc1035, kind: "random" },
  "gcp:secretmanager/secret:Secret": { ...rfc1035, kind: "stable" },
  "gcp:pubsub/schema:Schema": { ...pubsub, kind: "stable" },
  "gcp:pubsub/topic:Topic": { ...pubsub, kind: "stable" },
  // Its filter never changes, so another filter is another subscription, which stands before the former goes.
  "gcp:pubsub/subscription:Subscription": { ...pubsub, kind: "automatic" },
  "gcp:bigquery/dataset:Dataset": { ...bigquery, kind: "stable" },
  "gcp:bigquery/table:Table": { ...bigquery, kind: "stable" },
  // A deleted role's id is blocked for 37 days.
  "gcp:projects/iAMCustomRole:IAMCustomRole": {
    shortest: 3,
    longest: 64,
    pattern: /^[a-zA-Z0-9_.]+$/,
    separator: "_",
    unique: "project",
    kind: "random",
  },
  // A deleted pool's id is blocked for 30 days. What begins with `gcp-` is Google's.
  "gcp:iam/workloadIdentityPool:WorkloadIdentityPool": { ...federation, kind: "random" },
  // Unique in its pool, which has one of them.
  "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider": { ...federation, kind: "stable" },
  "gcp:compute/network:Network": { ...rfc1035, kind: "stable" },
  "gcp:compute/subnetwork:Subnetwork": { ...rfc1035, kind: "stable" },
  "gcp:compute/route:Route": { ...rfc1035, kind: "stable" },
  "gcp:compute/globalAddress:GlobalAddress": { ...rfc1035, kind: "automatic" },
  "gcp:dns/managedZone:ManagedZone": { ...rfc1035, kind: "stable" },
  "gcp:compute/regionNetworkEndpointGroup:RegionNetworkEndpointGroup": { ...rfc1035, kind: "automatic" },
  "gcp:compute/backendService:BackendService": { ...rfc1035, kind: "automatic" },
  "gcp:compute/backendBucket:BackendBucket": { ...rfc1035, kind: "automatic" },
  "gcp:compute/uRLMap:URLMap": { ...rfc1035, kind: "automatic" },
  // A part of its map, never found by anyone else.
  "gcp:compute/URLMapPathMatcher:URLMapPathMatcher": { ...rfc1035, kind: "stable" },
  "gcp:compute/targetHttpsProxy:TargetHttpsProxy": { ...rfc1035, kind: "automatic" },
  "gcp:compute/targetHttpProxy:TargetHttpProxy": { ...rfc1035, kind: "automatic" },
  "gcp:compute/globalForwardingRule:GlobalForwardingRule": { ...rfc1035, kind: "automatic" },
  "gcp:compute/sSLPolicy:SSLPolicy": { ...rfc1035, kind: "automatic" },
  "gcp:compute/securityPolicy:SecurityPolicy": { ...rfc1035, kind: "automatic" },
  "gcp:certificatemanager/dnsAuthorization:DnsAuthorization": { ...rfc1035, kind: "automatic" },
  "gcp:certificatemanager/certificate:Certificate": { ...rfc1035, kind: "automatic" },
  "gcp:certificatemanager/certificateMap:CertificateMap": { ...rfc1035, kind: "automatic" },
  "gcp:certificatemanager/certificateMapEntry:CertificateMapEntry": { ...rfc1035, kind: "automatic" },
  "gcp:certificatemanager/trustConfig:TrustConfig": { ...rfc1035, kind: "automatic" },
  // No page tells how long either may be: this is what the strictest of Google's names are.
  "gcp:binaryauthorization/attestor:Attestor": { ...rfc1035, kind: "stable" },
  "gcp:containeranalysis/note:Note": { ...rfc1035, kind: "stable" },
  "gcp:networksecurity/serverTlsPolicy:ServerTlsPolicy": { ...rfc1035, kind: "automatic" },
  // cloud.google.com/storage/docs/buckets#naming: none begins with `goog` or holds `google`, or what reads like it.
  "gcp:storage/bucket:Bucket": {
    shortest: 3,
    longest: 63,
    pattern: /^(?!goog)(?!.*g[o0]{2}gle)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    separator: "-",
    unique: "world",
    kind: "random",
  },
  // No page tells what a queue may be called: this is within what wrangler and the dashboard take.
  "cloudflare:index/queue:Queue": {
    shortest: 1,
    longest: 63,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    separator: "-",
    unique: "account",
    kind: "stable",
  },
  "cloudflare:index/r2Bucket:R2Bucket": {
    shortest: 3,
    longest: 63,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    separator: "-",
    unique: "account",
    kind: "stable",
  },
} as const satisfies Record<string, NameRule>;

export type NamedType = keyof typeof nameRules;

type TypeOfKind<K extends NameRule["kind"]> = {
  [T in NamedType]: (typeof nameRules)[T]["kind"] extends K ? T : never;
}[NamedType];

export type StableType = TypeOfKind<"stable">;
export type AutomaticType = TypeOfKind<"automatic">;
export type RandomType = TypeOfKind<"random">;
