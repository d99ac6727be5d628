import { policy } from "../policy";
import { Unknown } from "../values";
import { instance } from "./instance";
import { supportEnd } from "./versions";

export default policy({
  name: "sql-version-supported",
  refuses: "a major version whose regular support has ended",
  because: "its makers repair it no more, and Cloud SQL charges extra for supporting it on",
  fix: "raise databaseVersion; an upgrade in place keeps the instance (and its replicas, if told to)",
  severity: "medium",
  same: ["checkov:CKV_GCP_79", "gcp-pac:sql-disallow-end-of-life-version"],
  applies: instance,
  check({ props: { databaseVersion } }, { violation, unknown }) {
    if (databaseVersion === Unknown) return unknown("databaseVersion");
    const end = supportEnd(String(databaseVersion));
    if (end !== undefined && Date.parse(end) <= Date.now())
      violation("databaseVersion", `is ${databaseVersion}, whose regular support ended on ${end}`);
    return undefined;
  },
});
