import { cases } from "../cases";
import { Unknown } from "../values";
import { instance as type } from "./instance";
import policy from "./sql-not-abandoned";

export default cases(policy, {
  passing: [
    { title: "leaves the default", type, props: { databaseVersion: "POSTGRES_17" } },
    { title: "may not be deleted at all", type, props: { deletionPolicy: "PREVENT" } },
  ],
  failing: [
    { title: "is abandoned", type, props: { deletionPolicy: "ABANDON" }, at: ["deletionPolicy"] },
    {
      title: "is a database, as the provider's own example has it",
      type: "gcp:sql/database:Database",
      props: { instance: "catalog", name: "catalog", deletionPolicy: "ABANDON" },
      at: ["deletionPolicy"],
    },
    {
      title: "is a login that owns tables",
      type: "gcp:sql/user:User",
      props: { instance: "catalog", type: "CLOUD_IAM_USER", deletionPolicy: "ABANDON" },
      at: ["deletionPolicy"],
    },
  ],
  unknown: [{ title: "takes the policy from a new resource", type, props: { deletionPolicy: Unknown } }],
});
