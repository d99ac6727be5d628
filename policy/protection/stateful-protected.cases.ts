import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./stateful-protected";

const key = "gcp:kms/cryptoKey:CryptoKey";
const instance = "gcp:sql/databaseInstance:DatabaseInstance";
const table = "gcp:bigquery/table:Table";
const at = ["protect"];

export default cases(policy, {
  passing: [
    { title: "is a protected database", type: instance, props: { databaseVersion: "POSTGRES_17" }, protect: true },
    { title: "is a protected R2 bucket", type: "cloudflare:index/r2Bucket:R2Bucket", props: {}, protect: true },
    { title: "is a key that its provider does not delete", type: key, props: { deletionPolicy: "PREVENT" } },
    { title: "is a protected replica", type: instance, props: { masterInstanceName: "catalog" }, protect: true },
  ],
  failing: [
    { title: "is a database", type: instance, props: { databaseVersion: "POSTGRES_17" }, at },
    { title: "is a key", type: key, props: { name: "tokens" }, at },
    { title: "is a key that is only forgotten", type: key, props: { deletionPolicy: "ABANDON" }, at },
    { title: "is a key ring", type: "gcp:kms/keyRing:KeyRing", props: { location: "europe-west1" }, at },
    { title: "is an R2 bucket", type: "cloudflare:index/r2Bucket:R2Bucket", props: { name: "layers" }, at },
    { title: "is a dataset", type: "gcp:bigquery/dataset:Dataset", props: { datasetId: "events" }, at },
    { title: "is a table, whatever BigQuery's own protection", type: table, props: { deletionProtection: true }, at },
    { title: "is a database in an instance", type: "gcp:sql/database:Database", props: { name: "catalog" }, at },
    {
      title: "is a repository of images",
      type: "gcp:artifactregistry/repository:Repository",
      props: { format: "DOCKER" },
      at,
    },
    { title: "is a bucket", type: "gcp:storage/bucket:Bucket", props: { location: "EU" }, at },
  ],
  unknown: [
    { title: "may be a replica of a new instance", type: instance, props: { masterInstanceName: Unknown } },
    { title: "may be a view", type: table, props: { view: Unknown } },
    { title: "takes the policy from a new resource", type: key, props: { deletionPolicy: Unknown } },
  ],
  notApplicable: [
    { title: "is a replica", type: instance, props: { masterInstanceName: "catalog" } },
    {
      title: "is the bucket of an Edge's error pages",
      type: "gcp:storage/bucket:Bucket",
      within: "flotilla:edge:Edge",
      props: { location: "EU" },
    },
    { title: "is a view", type: table, props: { view: { query: "SELECT 1" } } },
    { title: "is a user of a database", type: "gcp:sql/user:User", props: {} },
  ],
});
