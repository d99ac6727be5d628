import { everyoneIn } from "../identity/bindings";
import { cis, policy } from "../policy";
import { Unknown } from "../values";
import { accessesIn, givesAccess } from "./accesses";

export default policy({
  name: "bigquery-not-public",
  refuses: "a data set or table for everyone, or for everyone of a domain",
  because: "what is recorded can then be read, and copied, by people whom nobody chose",
  fix: "name a group, as in groupByEmail: analysts@example.dev (Flotilla: new Recorder(…, { readers }))",
  severity: "critical",
  frameworks: [cis("7.1", "Ensure That BigQuery Datasets Are Not Anonymously or Publicly Accessible")],
  same: [
    "checkov:CKV_GCP_15",
    "checkov:CKV_GCP_100",
    "trivy:GCP-0046",
    "gcp-pac:bigquery-dataset-disallow-public-access",
    "gcp-pac:bigquery-table-disallow-public-access",
  ],
  applies: givesAccess,
  check({ type, props }, { violation, unknown }) {
    for (const { member, path } of accessesIn({ type, props })) {
      if (member === Unknown) unknown(path);
      else if (everyoneIn(String(member))) violation(path, `is ${everyoneIn(String(member))}`);
      else if (String(member).startsWith("domain:")) violation(path, `is everyone of ${String(member).slice(7)}`);
    }
  },
});
