import { policy } from "../policy";
import { Unknown } from "../values";

export default policy({
  name: "sql-people-in-groups",
  refuses: "a database login for a person by name",
  because: "whoever leaves the team keeps it until somebody thinks of this database too",
  fix: "make the login of a group (type CLOUD_IAM_GROUP), and put the person in there",
  severity: "medium",
  applies: "gcp:sql/user:User",
  check({ props: { type } }, { violation, unknown }) {
    if (type === Unknown) unknown("type");
    else if (type === "CLOUD_IAM_USER") violation("type", "is CLOUD_IAM_USER, one person");
  },
});
