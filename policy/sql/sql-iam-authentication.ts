import { policy } from "../policy";
import { tentative } from "../settings";
import { Unknown } from "../values";
import { engineOf, flagOf, instance } from "./instance";

/** The flag of each engine; SQL Server has none. */
const flags: Readonly<Record<string, string>> = {
  MYSQL: "cloudsql_iam_authentication",
  POSTGRES: "cloudsql.iam_authentication",
};

/** Replicas as well: a replica's flags are its own. */
export default policy({
  name: "sql-iam-authentication",
  refuses: "a database that does not know the accounts of IAM",
  because: "what remains are passwords, which are shared, copied and seldom changed",
  fix: 'add { name: "cloudsql.iam_authentication", value: "on" } (MySQL: cloudsql_iam_authentication) to databaseFlags',
  severity: "high",
  applies: instance,
  check({ props }, report) {
    const engine = engineOf(props);
    const name = flags[engine === Unknown ? "POSTGRES" : engine];
    if (name === undefined) return "not applicable";
    const { violation, unknown } = engine === Unknown ? tentative(report) : report;
    const { path, value } = flagOf(props, name);
    if (value === Unknown) unknown(path);
    else if (value === undefined) violation(path, `lacks ${name}, which is off where it is not set`);
    else if (value !== "on") violation(path, `is ${JSON.stringify(value)}`);
    return undefined;
  },
});
