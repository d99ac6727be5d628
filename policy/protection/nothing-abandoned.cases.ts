import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./nothing-abandoned";

const type = "gcp:sql/databaseInstance:DatabaseInstance";
const at = ["deletionPolicy"];

export default cases(policy, {
  passing: [
    { title: "leaves the default", type, props: { databaseVersion: "POSTGRES_17" } },
    { title: "may not be deleted at all", type, props: { deletionPolicy: "PREVENT" } },
  ],
  failing: [
    { title: "is an instance", type, props: { deletionPolicy: "ABANDON" }, at },
    {
      title: "is a database, as the provider's own example has it",
      type: "gcp:sql/database:Database",
      props: { instance: "catalog", name: "catalog", deletionPolicy: "ABANDON" },
      at,
    },
    {
      title: "is a login that owns tables",
      type: "gcp:sql/user:User",
      props: { instance: "catalog", type: "CLOUD_IAM_USER", deletionPolicy: "ABANDON" },
      at,
    },
    {
      title: "is a version of a secret",
      type: "gcp:secretmanager/secretVersion:SecretVersion",
      props: { deletionPolicy: "ABANDON" },
      at,
    },
    { title: "is a table", type: "gcp:bigquery/table:Table", props: { tableId: "a", deletionPolicy: "ABANDON" }, at },
  ],
  unknown: [{ title: "takes the policy from a new resource", type, props: { deletionPolicy: Unknown } }],
  notApplicable: [
    { title: "is Cloudflare's, which has no such thing", type: "cloudflare:index/r2Bucket:R2Bucket", props: {} },
  ],
});
