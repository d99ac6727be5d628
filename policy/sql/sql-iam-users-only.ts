import { policy } from "../policy";
import { judgeSetting } from "../settings";
import { at, Unknown } from "../values";

const passwords = ["password", "passwordWo"];

export default policy({
  name: "sql-iam-users-only",
  refuses: "a database user who logs in with a password",
  because: "a password works for whoever has it, from anywhere that reaches the database, until somebody changes it",
  fix:
    "make the user of an account, with type CLOUD_IAM_SERVICE_ACCOUNT, CLOUD_IAM_USER or CLOUD_IAM_GROUP and no " +
    "password (Flotilla's connect() makes it)",
  severity: "high",
  applies: "gcp:sql/user:User",
  check({ props }, report) {
    judgeSetting(
      props,
      {
        path: "type",
        allowed: [
          "CLOUD_IAM_GROUP",
          "CLOUD_IAM_GROUP_SERVICE_ACCOUNT",
          "CLOUD_IAM_GROUP_USER",
          "CLOUD_IAM_SERVICE_ACCOUNT",
          "CLOUD_IAM_USER",
        ],
        omitted: "which means BUILT_IN",
      },
      report,
    );
    const { name, type = "BUILT_IN" } = props;
    if (type !== "BUILT_IN" && typeof name === "string" && !name.includes("@"))
      if (type === Unknown) report.unknown("type");
      else report.violation("name", `is ${name}, which is no account`);
    for (const property of passwords) {
      const value = at(props, property);
      if (value === Unknown) report.unknown(property);
      else if (value !== undefined) report.violation(property, "is set");
    }
  },
});
