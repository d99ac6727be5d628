import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./r2-token-scoped";

const type = "cloudflare:index/accountToken:AccountToken";
const read = "6a018a9f2fc74eb6b293b0c548f38b39";
const dnsRead = "82e64a83756745bbbb1c9c2701bf816b";
const account = "0123456789abcdef0123456789abcdef";
const bucket = (name: string) => `com.cloudflare.edge.r2.bucket.${account}_default_${name}`;
const resources = (...names: string[]) => JSON.stringify(Object.fromEntries(names.map((name) => [name, "*"])));

const token = (group: Value, named: Value, effect: Value = "allow"): Props => ({
  name: "registry/read/layers",
  policies: [{ effect, permissionGroups: [{ id: group }], resources: named }],
});
const at = ["policies[0].resources"];

export default cases(policy, {
  passing: [
    { title: "reads one bucket", type, props: token(read, resources(bucket("layers"))) },
    {
      title: "reads two, of a person's token",
      type: "cloudflare:index/apiToken:ApiToken",
      props: token(read, resources(bucket("layers"), bucket("eu-layers"))),
    },
    {
      title: "has nothing to do with R2",
      type,
      props: token(dnsRead, resources("com.cloudflare.api.account.zone.fedcba9876543210fedcba9876543210")),
    },
    { title: "only denies", type, props: token(read, resources("com.cloudflare.edge.r2.bucket.*"), "deny") },
  ],
  failing: [
    {
      title: "reads every bucket of the account",
      type,
      props: token(read, resources(`com.cloudflare.api.account.${account}`)),
      at,
    },
    { title: "reads all that matches", type, props: token(read, resources("com.cloudflare.edge.r2.bucket.*")), at },
    {
      title: "reads all of one jurisdiction",
      type,
      props: token(read, resources(bucket("layers"), `com.cloudflare.edge.r2.bucket.${account}_eu_*`)),
      at,
    },
    {
      title: "administers buckets",
      type,
      props: token("bf7481a1826f439697cb59a20b22293e", resources(`com.cloudflare.api.account.${account}`)),
      at: ["policies[0].permissionGroups[0].id"],
    },
    {
      title: "reads the name servers of every zone",
      type,
      props: token(dnsRead, resources("com.cloudflare.api.account.zone.*")),
      at,
    },
    { title: "says it in another language", type, props: token(read, `${bucket("layers")}=*`), at },
  ],
  unknown: [
    { title: "names a bucket made in this run", type, props: token(read, Unknown) },
    { title: "takes the group from a new resource", type, props: token(Unknown, resources(bucket("layers"))) },
    { title: "takes its policies from a new resource", type, props: { name: "registry", policies: Unknown } },
    {
      title: "may only deny",
      type,
      props: token(read, resources("com.cloudflare.edge.r2.bucket.*"), Unknown),
    },
  ],
});
