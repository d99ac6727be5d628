import { cases } from "../cases";
import { Unknown } from "../values";
import policy from "./sql-version-supported";

const at = ["databaseVersion"];

export default cases(policy, {
  passing: [
    { title: "is in support", props: { databaseVersion: "POSTGRES_17" } },
    { title: "is in support for some weeks more", props: { databaseVersion: "POSTGRES_14" } },
    { title: "is newer than the table", props: { databaseVersion: "POSTGRES_21" } },
    { title: "only begins like one that is not", props: { databaseVersion: "MYSQL_8_4" } },
  ],
  failing: [
    { title: "is out of support", props: { databaseVersion: "POSTGRES_13" }, at },
    { title: "is out of support, before versions had one number", props: { databaseVersion: "POSTGRES_9_6" }, at },
    { title: "is a late minor version of one that is", props: { databaseVersion: "MYSQL_8_0_40" }, at },
  ],
  unknown: [{ title: "takes the version from a new resource", props: { databaseVersion: Unknown } }],
});
