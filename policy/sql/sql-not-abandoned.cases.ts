import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-not-abandoned";

export default cases(policy, {
  passing: [
    { title: "leaves the default", props: { databaseVersion: "POSTGRES_17" } },
    { title: "may not be deleted at all", props: { deletionPolicy: "PREVENT" } },
  ],
  failing: [{ title: "is abandoned", props: { deletionPolicy: "ABANDON" }, at: ["deletionPolicy"] }],
  unknown: [{ title: "takes the policy from a new resource", props: { deletionPolicy: Unknown } }],
  notApplicable: [
    { title: "is a user who may own tables", type: "gcp:sql/user:User", props: { deletionPolicy: "ABANDON" } },
  ],
});
