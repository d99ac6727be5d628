import { policy } from "../policy";
import { tentative } from "../settings";
import { Unknown } from "../values";
import { engineOf, flagOf, instance } from "./instance";
import { logFlags } from "./log-flags";

/** Replicas as well: a replica's flags are its own, and it is read like any other. */
export default policy({
  name: "sql-log-flags",
  refuses: "a PostgreSQL database whose log does not tell who connected, what changed and what failed",
  because: "after an incident nobody can say what was done, and a log cannot be switched on for the past",
  fix: "set the flag in settings.databaseFlags to one of the values named (policy/sql/log-flags.ts has them all)",
  severity: "medium",
  frameworks: logFlags.flatMap(({ control }) => control ?? []),
  same: [...logFlags.flatMap(({ same = [] }) => same), "gcp-pac:sql-require-database-flags-postgres"],
  applies: instance,
  check({ props }, report) {
    const engine = engineOf(props);
    if (engine !== Unknown && engine !== "POSTGRES") return "not applicable";
    const { violation, unknown } = engine === Unknown ? tentative(report) : report;
    const major = Number(/^POSTGRES_(\d+)/.exec(String(props.databaseVersion))?.[1]);
    for (const { name, allowed, omitted } of logFlags) {
      const { path, value } = flagOf(props, name);
      if (value === Unknown) unknown(path);
      else if (value !== undefined && !allowed.includes(String(value).toLowerCase()))
        violation(path, `has ${name} ${JSON.stringify(value)}, not ${allowed.join(" or ")}`);
      else if (value === undefined && !allowed.includes(omitted(major)))
        violation(path, `lacks ${name}, which means ${omitted(major)}, not ${allowed.join(" or ")}`);
    }
    return undefined;
  },
});
