import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./sql-log-flags";

const set = {
  log_connections: "on",
  log_disconnections: "on",
  log_statement: "ddl",
  "cloudsql.enable_pgaudit": "on",
  log_lock_waits: "on",
  log_temp_files: "0",
};

function instance(flags: Record<string, Value>, databaseVersion: Value = "POSTGRES_17"): Props {
  return {
    databaseVersion,
    settings: { databaseFlags: Object.entries(flags).map(([name, value]) => ({ name, value })) },
  };
}

const list = "settings.databaseFlags";

export default cases(policy, {
  passing: [
    { title: "sets what is not so by default", props: instance(set) },
    {
      title: "sets all of them, in capitals where PostgreSQL takes any case",
      props: instance({
        ...set,
        log_error_verbosity: "DEFAULT",
        log_min_messages: "WARNING",
        log_min_error_statement: "ERROR",
        log_min_duration_statement: "-1",
        log_checkpoints: "on",
      }),
    },
    { title: "is a replica that sets them too", props: { ...instance(set), masterInstanceName: "catalog" } },
    {
      title: "is of a version that did not log checkpoints",
      props: instance({ ...set, log_checkpoints: "on" }, "POSTGRES_14"),
    },
  ],
  failing: [
    {
      title: "sets none, once for each that is not so by default",
      props: { databaseVersion: "POSTGRES_17" },
      at: [list, list, list, list, list, list],
    },
    {
      title: "leaves out checkpoints where the version does not log them",
      props: instance(set, "POSTGRES_14"),
      at: [list],
    },
    { title: "does not log statements", props: instance({ ...set, log_statement: "none" }), at: [`${list}[2].value`] },
    {
      title: "hides warnings",
      props: instance({ ...set, log_min_messages: "error" }),
      at: [`${list}[6].value`],
    },
    {
      title: "writes slow statements with their values",
      props: instance({ ...set, log_min_duration_statement: "500" }),
      at: [`${list}[6].value`],
    },
    {
      title: "buries them in statistics",
      props: instance({ ...set, log_planner_stats: "on" }),
      at: [`${list}[6].value`],
    },
    {
      title: "hides the details of errors",
      props: instance({ ...set, log_error_verbosity: "terse" }),
      at: [`${list}[6].value`],
    },
    {
      title: "is a replica without them",
      props: { ...instance({ ...set, log_connections: "off" }), masterInstanceName: "catalog" },
      at: [`${list}[0].value`],
    },
  ],
  unknown: [
    { title: "takes a value from a new resource", props: instance({ ...set, log_statement: Unknown }) },
    { title: "takes the flags from a new resource", props: { databaseVersion: "POSTGRES_17", settings: Unknown } },
    { title: "may be of any engine", props: instance({}, Unknown) },
  ],
  notApplicable: [{ title: "is MySQL", props: instance({}, "MYSQL_8_4") }],
});
