import { cases } from "../cases";
import { type Props, Unknown, type Value } from "../values";
import policy from "./sql-iam-authentication";

const instance = (databaseVersion: Value, ...databaseFlags: Value[]): Props => ({
  databaseVersion,
  settings: { databaseFlags },
});
const on = { name: "cloudsql.iam_authentication", value: "on" };

export default cases(policy, {
  passing: [
    { title: "takes IAM accounts", props: instance("POSTGRES_17", { name: "log_connections", value: "on" }, on) },
    {
      title: "takes them on MySQL",
      props: instance("MYSQL_8_4", { name: "cloudsql_iam_authentication", value: "on" }),
    },
  ],
  failing: [
    { title: "has no flags", props: { databaseVersion: "POSTGRES_17" }, at: ["settings.databaseFlags"] },
    {
      title: "is a replica without the flag of its primary",
      props: { ...instance("POSTGRES_17", { name: "log_connections", value: "on" }), masterInstanceName: "catalog" },
      at: ["settings.databaseFlags"],
    },
    {
      title: "has it switched off",
      props: instance("POSTGRES_17", { ...on, value: "off" }),
      at: ["settings.databaseFlags[0].value"],
    },
    {
      title: "has the flag of another engine",
      props: instance("MYSQL_8_4", on),
      at: ["settings.databaseFlags"],
    },
  ],
  unknown: [
    { title: "takes the flags from a new resource", props: { ...instance("POSTGRES_17"), settings: Unknown } },
    { title: "takes one flag from a new resource", props: instance("POSTGRES_17", Unknown) },
    { title: "takes its value from a new resource", props: instance("POSTGRES_17", { ...on, value: Unknown }) },
    { title: "may be of any engine", props: instance(Unknown) },
  ],
  notApplicable: [{ title: "is SQL Server, which has no such log-in", props: instance("SQLSERVER_2022_STANDARD") }],
});
