import { policy } from "../policy";
import { textsIn } from "./bindings";
import { defaultAccountsIn } from "./default-accounts";
import { grants } from "./grants";

export default policy({
  name: "no-grant-to-default-account",
  refuses: "a right for a default service account, or a key or a use of one",
  because: "whatever runs without an account of its own would hold that right too",
  fix: "grant it to the service account of the one workload that needs it",
  severity: "critical",
  same: [
    "checkov:CKV_GCP_46",
    "checkov:CKV_GCP_47",
    "checkov:CKV_GCP_48",
    "trivy:GCP-0004",
    "trivy:GCP-0006",
    "trivy:GCP-0008",
  ],
  applies: (type) => grants(type) !== undefined,
  check({ type, props }, report) {
    for (const { path, text } of textsIn(props, grants(type) ?? [], report))
      for (const { email, is } of defaultAccountsIn(text)) report.violation(path, `names ${email}, ${is}`);
  },
});
